package io.chorus.checker.mutant;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.parsetools.RecordParser;
import java.util.ArrayList;
import java.util.List;

/**
 * Stands between clients and one origin, and makes of it a service with a fault: a mutant without a
 * line of it in a service. Everything runs on one event loop; methods may be called from any other
 * thread.
 */
public final class Liar implements AutoCloseable {
  private static final int CONNECTIONS = 1_000;
  private static final List<String> HEADERS =
      List.of("Authorization", "Content-Type", "Idempotency-Key", "Last-Event-ID");

  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
  private final HttpClient http =
      vertx.createHttpClient(
          new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(CONNECTIONS));
  private final WebSocketClient sockets =
      vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(CONNECTIONS));
  private final String origin;
  private final Lie lie;
  private final HttpServer server;

  private Liar(String origin, Lie lie) {
    this.origin = origin;
    this.lie = lie;
    this.server =
        vertx
            .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
            .requestHandler(this::handle);
    server.listen().toCompletionStage().toCompletableFuture().join();
  }

  static Liar before(String origin, Lie lie) {
    return new Liar(origin, lie);
  }

  /** Where clients find it. */
  public String url() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  private void handle(HttpServerRequest request) {
    if ("websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
      talk(request);
    } else {
      request.body().onSuccess(body -> ask(request, body));
    }
  }

  private void talk(HttpServerRequest request) {
    request.pause();
    ClientWebSocket service = sockets.webSocket();
    List<String> early = new ArrayList<>();
    service.textMessageHandler(early::add);
    WebSocketConnectOptions options =
        new WebSocketConnectOptions()
            .setAbsoluteURI(origin.replaceFirst("^http", "ws") + request.uri());
    if (request.getHeader("Authorization") != null) {
      options.putHeader("Authorization", request.getHeader("Authorization"));
    }
    service
        .connect(options)
        .compose(ignored -> request.toWebSocket())
        .onSuccess(client -> join(client, service, early))
        .onFailure(
            ignored -> {
              request.resume();
              request.response().setStatusCode(503).end();
            });
  }

  private void join(ServerWebSocket client, ClientWebSocket service, List<String> early) {
    Lie.Talk talk = lie.talk();
    service.textMessageHandler(frame -> talk.toClient(frame).forEach(client::writeTextMessage));
    early.forEach(frame -> talk.toClient(frame).forEach(client::writeTextMessage));
    client.textMessageHandler(
        frame ->
            talk.toService(frame, client::writeTextMessage).forEach(service::writeTextMessage));
    client.closeHandler(ignored -> service.close());
    service.closeHandler(ignored -> client.close());
    client.exceptionHandler(ignored -> {});
    service.exceptionHandler(ignored -> {});
  }

  private void ask(HttpServerRequest request, Buffer body) {
    RequestOptions options =
        new RequestOptions().setMethod(request.method()).setAbsoluteURI(origin + request.uri());
    for (String name : HEADERS) {
      if (request.getHeader(name) != null) {
        options.putHeader(name, request.getHeader(name));
      }
    }
    lie.request(request, options);
    http.request(options)
        .compose(passedOn -> passedOn.send(body))
        .onSuccess(answer -> answered(request, answer))
        .onFailure(ignored -> request.response().setStatusCode(503).end());
  }

  private void answered(HttpServerRequest request, HttpClientResponse answer) {
    HttpServerResponse response = request.response().setStatusCode(answer.statusCode());
    String type = answer.getHeader("Content-Type");
    if (type != null) {
      response.putHeader("Content-Type", type);
    }
    if (type != null && type.startsWith("text/event-stream")) {
      stream(request, answer, response.setChunked(true));
    } else {
      answer
          .body()
          .onSuccess(body -> response.end(lie.answer(request, body)))
          .onFailure(ignored -> request.connection().close());
    }
  }

  private void stream(
      HttpServerRequest request, HttpClientResponse answer, HttpServerResponse response) {
    Lie.EventLines lines = lie.events(request);
    response.writeHead();
    response.closeHandler(ignored -> answer.request().reset());
    answer.handler(
        RecordParser.newDelimited(
            "\n\n",
            event -> lines.event(event.toString()).forEach(each -> response.write(each + "\n\n"))));
    answer.endHandler(ignored -> response.end());
    answer.exceptionHandler(ignored -> request.connection().close());
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
