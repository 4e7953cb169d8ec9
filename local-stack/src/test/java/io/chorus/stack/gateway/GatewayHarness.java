package io.chorus.stack.gateway;

import io.chorus.stack.embedded.FreePort;
import io.chorus.stack.token.DevKeys;
import io.chorus.stack.token.Tokens;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A gateway before small services, one of each and two of chat, with clients to try it. */
abstract class GatewayHarness {
  static final Duration SOON = Duration.ofSeconds(5);
  static final Map<String, String> AUTHORIZED = Map.of("Authorization", "Bearer x");

  @TempDir Path folder;
  final Vertx vertx = Vertx.vertx();
  final HttpClient client = HttpClient.newHttpClient();
  final FakeService chat1 = FakeService.start(vertx, "chat-1");
  final FakeService chat2 = FakeService.start(vertx, "chat-2");
  final FakeService history = FakeService.start(vertx, "history");
  final FakeService notification = FakeService.start(vertx, "notification");
  final int port = FreePort.pick();
  Gateway gateway;

  @BeforeEach
  void open() throws IOException {
    Files.createDirectories(folder.resolve("page"));
    Files.writeString(folder.resolve("page/index.html"), "<h1>page</h1>");
    Files.writeString(folder.resolve("page/app.js"), "let a");
    Files.writeString(folder.resolve("page/app.css"), "a {}");
    Files.writeString(folder.resolve("secret.txt"), "secret");
    Upstreams upstreams =
        new Upstreams(
            List.of(chat1.origin(), chat2.origin()),
            List.of(history.origin()),
            List.of(notification.origin()));
    gateway =
        Gateway.open(
            port,
            upstreams,
            new Tokens(DevKeys.in(folder.resolve("keys"))),
            Page.of(folder.resolve("page"), Path.of("../web-client/nginx/page-headers.conf")));
  }

  @AfterEach
  void close() {
    gateway.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    client.close();
  }

  WebSocket connect(Map<String, String> headers, Handler<String> received) {
    WebSocketConnectOptions options =
        new WebSocketConnectOptions().setHost("127.0.0.1").setPort(port).setURI("/ws");
    headers.forEach(options::addHeader);
    return vertx
        .createWebSocketClient()
        .connect(options)
        .onSuccess(socket -> socket.textMessageHandler(received))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  /** What clients had the services be asked, whichever. */
  List<String> asked() {
    return Stream.of(chat1, chat2, history, notification)
        .flatMap(service -> service.asked.stream())
        .toList();
  }

  String body(String path) throws Exception {
    return get(path).body();
  }

  HttpResponse<String> get(String path) throws Exception {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
