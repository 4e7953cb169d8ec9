package io.chorus.checker.client;

import io.chorus.model.Text;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpResponseExpectation;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Engine.IO over polling: one GET waits at any time, one POST carries what has gathered. Held, it
 * begins neither: what is to be written gathers until it goes on, or somebody takes it.
 */
final class PollingWire implements Wire {
  private static final String PATH = "/socket.io/?EIO=4&transport=polling";
  private static final String SEPARATOR = "\u001e";
  private static final String CLOSE = "1";
  private static final String NOOP = "6";

  private final HttpClient client;
  private final Listener listener;
  private final Deque<String> gathered = new ArrayDeque<>();
  private String address;
  private int maxPayload;
  private boolean polling;
  private boolean posting;
  private boolean closed;
  private Runnable idle;

  private PollingWire(HttpClient client, String instance, Listener listener) {
    this.client = client;
    this.address = instance + PATH;
    this.listener = listener;
  }

  static PollingWire open(HttpClient client, String instance, Listener listener) {
    PollingWire wire = new PollingWire(client, instance, listener);
    wire.ask(HttpMethod.GET, SocketWire.HANDSHAKE_MILLIS, Buffer.buffer())
        .onSuccess(wire::opened)
        .onFailure(e -> listener.down("not connected: " + e.getMessage()));
    return wire;
  }

  private void opened(Buffer handshake) {
    JsonObject terms = new JsonObject(handshake.toString().substring(1));
    address += "&sid=" + terms.getString("sid");
    maxPayload = terms.getInteger("maxPayload");
    if (closed) {
      post(CLOSE);
      return;
    }
    listener.opened();
    listener.text(handshake.toString());
    poll();
  }

  /** Names the session, once it is open: what the query of its requests has. */
  String query() {
    return address.substring(address.indexOf("&sid="));
  }

  private Future<Buffer> ask(HttpMethod method, long millis, Buffer body) {
    RequestOptions options = new RequestOptions().setMethod(method).setAbsoluteURI(address);
    return client
        .request(millis > 0 ? options.setTimeout(millis) : options)
        .compose(request -> request.send(body))
        .expecting(HttpResponseExpectation.SC_OK)
        .compose(HttpClientResponse::body);
  }

  private void poll() {
    if (closed || polling || idle != null) {
      return;
    }
    polling = true;
    ask(HttpMethod.GET, 0, Buffer.buffer())
        .onSuccess(
            payload -> {
              polling = false;
              took(payload.toString());
            })
        .onFailure(this::failed);
  }

  private void took(String payload) {
    for (String packet : payload.split(SEPARATOR)) {
      if (packet.equals(CLOSE)) {
        listener.down("closed by a packet");
      } else if (!packet.equals(NOOP)) {
        listener.text(packet);
      }
    }
    tellIfIdle();
    poll();
  }

  @Override
  public void write(String text) {
    gathered.add(text);
    flush();
  }

  private void flush() {
    if (closed || posting || idle != null || gathered.isEmpty()) {
      return;
    }
    posting = true;
    post(takePayload())
        .onSuccess(
            ignored -> {
              posting = false;
              tellIfIdle();
              flush();
            })
        .onFailure(this::failed);
  }

  /** As many of the texts as one request may carry, and at least one. */
  private String takePayload() {
    StringBuilder payload = new StringBuilder(gathered.removeFirst());
    int bytes = Text.utf8Length(payload);
    while (!gathered.isEmpty()) {
      bytes += 1 + Text.utf8Length(gathered.getFirst());
      if (bytes > maxPayload) {
        break;
      }
      payload.append(SEPARATOR).append(gathered.removeFirst());
    }
    return payload.toString();
  }

  private Future<Buffer> post(String payload) {
    return ask(HttpMethod.POST, 0, Buffer.buffer(payload));
  }

  private void failed(Throwable cause) {
    if (!closed) {
      listener.down("failed: " + cause.getMessage());
    }
  }

  /** Begins no more requests; tells when those under way have ended. */
  void hold(Runnable atRest) {
    idle = atRest;
    tellIfIdle();
  }

  private void tellIfIdle() {
    if (idle != null && !polling && !posting && !closed) {
      idle.run();
    }
  }

  /** Goes on, after {@link #hold}. */
  void goOn() {
    idle = null;
    poll();
    flush();
  }

  /** What was to be written meanwhile. */
  List<String> takeGathered() {
    List<String> taken = List.copyOf(gathered);
    gathered.clear();
    return taken;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      if (address.contains("&sid=")) {
        post(CLOSE);
      }
    }
  }
}
