package io.chorus.stack.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** A service that answers with its own name, and does what some paths ask for. */
final class FakeService implements AutoCloseable {
  final String name;
  final AtomicBoolean ready = new AtomicBoolean(true);

  /** Whether it says nothing of how it is, as one that is frozen. */
  final AtomicBoolean silent = new AtomicBoolean();

  /** The targets of all requests, as they came. */
  final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

  final BlockingQueue<ServerWebSocket> sockets = new LinkedBlockingQueue<>();
  final BlockingQueue<HttpServerRequest> streams = new LinkedBlockingQueue<>();
  volatile String metrics = "";
  private final Vertx vertx;
  private HttpServer server;
  private HttpServer management;

  private FakeService(Vertx vertx, String name) {
    this.vertx = vertx;
    this.name = name;
  }

  static FakeService start(Vertx vertx, String name) {
    FakeService service = new FakeService(vertx, name);
    service.listen(0, 0);
    return service;
  }

  Origin origin() {
    return new Origin(server.actualPort(), management.actualPort());
  }

  void restart() {
    Origin origin = origin();
    close();
    listen(origin.port(), origin.managementPort());
  }

  @Override
  public void close() {
    server.close().toCompletionStage().toCompletableFuture().join();
    management.close().toCompletionStage().toCompletableFuture().join();
  }

  private void listen(int port, int managementPort) {
    management =
        vertx
            .createHttpServer()
            .requestHandler(this::manage)
            .listen(managementPort, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    server =
        vertx
            .createHttpServer()
            .requestHandler(this::handle)
            .webSocketHandshakeHandler(
                handshake -> {
                  asked.add(handshake.uri());
                  if (handshake.headers().contains("Authorization")) {
                    handshake.accept();
                  } else {
                    handshake.reject(401);
                  }
                })
            .webSocketHandler(
                socket -> {
                  socket.writeTextMessage("hello from " + name);
                  socket.textMessageHandler(text -> socket.writeTextMessage("echo " + text));
                  sockets.add(socket);
                })
            .listen(port, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  private void manage(HttpServerRequest request) {
    if (silent.get()) {
      return;
    }
    switch (request.path()) {
      case "/q/health/ready" -> request.response().setStatusCode(ready.get() ? 200 : 503).end();
      case "/q/metrics" -> request.response().end(metrics);
      default -> request.response().setStatusCode(404).end();
    }
  }

  private void handle(HttpServerRequest request) {
    asked.add(request.uri());
    switch (request.path()) {
      case "/api/notifications/stream" -> {
        request
            .response()
            .setChunked(true)
            .putHeader("Content-Type", "text/event-stream")
            .write("id: 1\n\n");
        streams.add(request);
      }
      case "/api/chat/length" ->
          request.bodyHandler(body -> request.response().end(Integer.toString(body.length())));
      default -> request.response().end(name);
    }
  }
}
