package io.chorus.stack.bench;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.function.Consumer;

/** Socket.IO over polling: one GET waits at any time, and one POST carries what has gathered. */
final class PollingLine implements Line {
  private static final String CLOSE = "1";
  private static final String SEPARATOR = "\u001e";

  private final HttpClient client;
  private final String address;
  private final Consumer<String> receiver;
  private final StringBuilder gathered = new StringBuilder();
  private boolean posting;
  private boolean closed;

  private PollingLine(HttpClient client, String address, Consumer<String> receiver) {
    this.client = client;
    this.address = address;
    this.receiver = receiver;
  }

  static Opener opener(HttpClient client) {
    return (instance, token, receiver) -> {
      String path = instance + "/socket.io/?EIO=4&transport=polling";
      return ask(client, HttpMethod.GET, path, Buffer.buffer())
          .map(
              opened -> {
                PollingLine line = new PollingLine(client, path + "&sid=" + id(opened), receiver);
                line.post(Packets.connect(token));
                line.poll();
                return line;
              });
    };
  }

  private static String id(Buffer opened) {
    return Buffer.buffer(opened.toString().substring(1)).toJsonObject().getString("sid");
  }

  private static Future<Buffer> ask(
      HttpClient client, HttpMethod method, String address, Buffer body) {
    return client
        .request(new RequestOptions().setMethod(method).setAbsoluteURI(address))
        .compose(request -> request.send(body))
        .compose(HttpClientResponse::body);
  }

  private void poll() {
    if (!closed) {
      ask(client, HttpMethod.GET, address, Buffer.buffer()).onSuccess(this::took);
    }
  }

  private void took(Buffer payload) {
    for (String packet : payload.toString().split(SEPARATOR)) {
      String frame = Packets.frame(packet);
      if (frame != null) {
        receiver.accept(frame);
      } else if (packet.equals("2")) {
        post("3");
      }
    }
    poll();
  }

  private void post(String packet) {
    gathered.append(gathered.isEmpty() ? "" : SEPARATOR).append(packet);
    if (!posting) {
      posting = true;
      Buffer payload = Buffer.buffer(gathered.toString());
      gathered.setLength(0);
      ask(client, HttpMethod.POST, address, payload).onComplete(ignored -> posted());
    }
  }

  private void posted() {
    posting = false;
    if (!gathered.isEmpty()) {
      String next = gathered.toString();
      gathered.setLength(0);
      post(next);
    }
  }

  @Override
  public void send(String frame) {
    post(Packets.of(frame));
  }

  @Override
  public void close() {
    post(CLOSE);
    closed = true;
  }
}
