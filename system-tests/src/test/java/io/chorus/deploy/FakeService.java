package io.chorus.deploy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Stands behind the gateway and says what it got: every answer names the instance, the method, the
 * path and the headers that matter. A socket needs a token, and is told it first; a stream of
 * events goes on when told to. Thread-safe.
 */
final class FakeService implements AutoCloseable {
  private static final String CARRIER = "bearer-token-carrier";

  private final String name;
  private final HttpServer server;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<HttpServerResponse> streams = new CopyOnWriteArrayList<>();

  FakeService(Vertx vertx, String name) {
    this.name = name;
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost("127.0.0.1")
            .setPort(0)
            .addWebSocketSubProtocol(CARRIER)
            // It would answer "Upgrade: h2c" by itself, and nobody would see that it got through.
            .setHttp2ClearTextEnabled(false);
    this.server = await(vertx.createHttpServer(options).requestHandler(this::answer).listen());
  }

  int port() {
    return server.actualPort();
  }

  /** The targets of all requests, as they came. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  /** Sends one more event on every open stream. */
  void emit(String event) {
    streams.forEach(stream -> stream.write("data: " + event + "\n\n"));
  }

  @Override
  public void close() {
    await(server.close());
  }

  private void answer(HttpServerRequest request) {
    asked.add(request.uri());
    boolean socket = "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
    if (socket) {
      upgrade(request);
    } else if (request.path().endsWith("/stream")) {
      stream(request.response());
    } else {
      request
          .response()
          .end(
              "%s %s %s upgrade=%s for=%s host=%s"
                  .formatted(
                      name,
                      request.method(),
                      request.uri(),
                      request.getHeader("Upgrade"),
                      request.getHeader("X-Forwarded-For"),
                      request.getHeader("Host")));
    }
  }

  private void upgrade(HttpServerRequest request) {
    String header = request.getHeader("Authorization");
    String protocols = request.getHeader("Sec-WebSocket-Protocol");
    if (header == null && protocols == null) {
      request.response().setStatusCode(401).end();
      return;
    }
    request
        .toWebSocket()
        .onSuccess(
            socket -> {
              socket.writeTextMessage(name + " " + (header != null ? header : protocols));
              socket.textMessageHandler(text -> socket.writeTextMessage("echo " + text));
            });
  }

  private void stream(HttpServerResponse response) {
    // Of a length that is never reached: in chunks, even a proxy that buffers would pass them on.
    response.putHeader("Content-Type", "text/event-stream").putHeader("Content-Length", "9999999");
    streams.add(response);
    response.write("data: first\n\n");
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
