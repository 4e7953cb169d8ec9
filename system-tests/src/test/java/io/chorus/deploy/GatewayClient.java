package io.chorus.deploy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client of the gateway, at an address of its own where one is given. */
record GatewayClient(HttpClient http, RunningGateway gateway) implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  static GatewayClient of(RunningGateway gateway) {
    return new GatewayClient(builder().build(), gateway);
  }

  static GatewayClient at(String address, RunningGateway gateway) throws IOException {
    InetAddress local = InetAddress.getByName(address);
    return new GatewayClient(builder().localAddress(local).build(), gateway);
  }

  /** One that asks for {@code Upgrade: h2c} with its first request. */
  static GatewayClient upgrading(RunningGateway gateway) {
    return new GatewayClient(builder().version(Version.HTTP_2).build(), gateway);
  }

  HttpResponse<String> get(String path) throws Exception {
    return http.sendAsync(request(path), BodyHandlers.ofString())
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** The lines of an answer that may never end. */
  LinkedBlockingQueue<String> lines(String path) {
    LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
    http.sendAsync(request(path), BodyHandlers.ofLines())
        .thenAcceptAsync(answer -> answer.body().forEach(lines::add));
    return lines;
  }

  /** Opens a socket with a header, with sub-protocols, or with neither. */
  Socket open(String authorization, List<String> protocols) throws Exception {
    return open("/ws", authorization, protocols);
  }

  /** The same, elsewhere. */
  Socket open(String path, String authorization, List<String> protocols) throws Exception {
    LinkedBlockingQueue<String> texts = new LinkedBlockingQueue<>();
    WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(PATIENCE);
    if (authorization != null) {
      builder.header("Authorization", authorization);
    }
    if (!protocols.isEmpty()) {
      String[] others = protocols.subList(1, protocols.size()).toArray(String[]::new);
      builder.subprotocols(protocols.getFirst(), others);
    }
    WebSocket socket =
        builder
            .buildAsync(gateway.address("ws", path), new Texts(texts))
            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return new Socket(socket, texts);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private static HttpClient.Builder builder() {
    return HttpClient.newBuilder().version(Version.HTTP_1_1);
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(gateway.address("http", path)).timeout(PATIENCE).build();
  }

  record Socket(WebSocket socket, LinkedBlockingQueue<String> texts) implements AutoCloseable {
    String next() throws InterruptedException {
      return texts.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
      socket.abort();
    }
  }

  private record Texts(LinkedBlockingQueue<String> queue) implements WebSocket.Listener {
    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      queue.add(text.toString());
      return WebSocket.Listener.super.onText(socket, text, last);
    }
  }
}
