package io.chorus.stack.gateway;

import io.chorus.stack.process.StartFailure;
import io.chorus.stack.token.Tokens;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;
import java.net.BindException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The one origin in front of the services, on the loopback interface only: whoever reaches it gets
 * any token he asks for. Thread-safe.
 */
public final class Gateway implements AutoCloseable {
  private static final long PROBE_PERIOD_MILLIS = 500;
  private static final int MAX_HEADER_BYTES = 32 * 1024;
  private static final long MAX_TOKEN_REQUEST_BYTES = 16 * 1024;
  // Every open WebSocket and event stream holds one; the bound is the system's, not ours.
  private static final int UPSTREAM_CONNECTIONS = 100_000;

  /**
   * What these log is that one side of an exchange has left, as failures of their own, a line or a
   * stack for each. Held, as their levels go with them.
   */
  private static final List<Logger> ENDINGS =
      Stream.of(
              "io.netty.channel.AbstractChannelHandlerContext",
              "io.vertx.core.http.impl.HttpClientRequestImpl",
              "io.vertx.core.net.impl.ConnectionBase")
          .map(Logger::getLogger)
          .toList();

  // Closing waits for what a slow reader has not taken yet.
  private static final long CLOSE_BOUND_SECONDS = 3;

  private final Vertx vertx;
  private final Routes routes;
  private final Proxy proxy;
  private final Router own;

  /** Until they are closed: where an odd request ends, and another begins, nobody knows. */
  private final Set<HttpConnection> refused = ConcurrentHashMap.newKeySet();

  private volatile boolean draining;
  private volatile boolean closing;
  private volatile long probing;

  private Gateway(Vertx vertx, Upstreams upstreams, Tokens tokens, Page page) {
    ENDINGS.forEach(logger -> logger.setLevel(Level.OFF));
    this.vertx = vertx;
    HttpClient client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setConnectTimeout(2_000)
                .setTcpNoDelay(true),
            new PoolOptions().setHttp1MaxSize(UPSTREAM_CONNECTIONS));
    routes =
        new Routes(
            new Pool("chat-service", client, upstreams.chat()),
            new Pool("history-service", client, upstreams.history()),
            new Pool("notification-service", client, upstreams.notification()));
    proxy = new Proxy(client);
    own = own(vertx, tokens, routes.pools(), page);
  }

  /**
   * Listens on 127.0.0.1 and, where there is such an address, on ::1.
   *
   * @throws StartFailure if the port cannot be had
   */
  public static Gateway open(int port, Upstreams upstreams, Tokens tokens, Page page) {
    FileSystemOptions noCache =
        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
    Vertx vertx = Vertx.vertx(new VertxOptions().setFileSystemOptions(noCache));
    Gateway gateway = new Gateway(vertx, upstreams, tokens, page);
    try {
      gateway.listen(port).toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      gateway.close();
      throw new StartFailure(
          e.getCause() instanceof BindException bind && bind.getMessage().contains("in use")
              ? "Port %d is in use; choose another with --port.".formatted(port)
              : "Port %d cannot be opened: %s.".formatted(port, e.getCause().getMessage()),
          e);
    }
    gateway.probe();
    gateway.probing = vertx.setPeriodic(PROBE_PERIOD_MILLIS, tick -> gateway.probe());
    return gateway;
  }

  /** From now on refuses what is new; open connections live on. */
  public void drain() {
    draining = true;
  }

  /** Cuts every connection. */
  @Override
  public void close() {
    closing = true;
    vertx.cancelTimer(probing);
    vertx
        .close()
        .toCompletionStage()
        .toCompletableFuture()
        .completeOnTimeout(null, CLOSE_BOUND_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  private Future<HttpServer> listen(int port) {
    return server()
        .listen(port, "127.0.0.1")
        // Browsers that try ::1 for localhost go on to 127.0.0.1 by themselves.
        .compose(listening -> server().listen(port, "::1").otherwise(listening));
  }

  private HttpServer server() {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHttp2ClearTextEnabled(false)
            .setMaxHeaderSize(MAX_HEADER_BYTES)
            .setMaxInitialLineLength(MAX_HEADER_BYTES)
            .setTcpNoDelay(true);
    return vertx.createHttpServer(options).requestHandler(this::handle);
  }

  private void handle(HttpServerRequest request) {
    if (closing) {
      // Nobody is asked any more, and the connection is cut in a moment.
      return;
    }
    if (draining) {
      Problem.unavailable("the suite is stopping").send(request.response());
      return;
    }
    if (refused.contains(request.connection())) {
      return;
    }
    Optional<String> fault = RequestHead.fault(request);
    if (fault.isPresent()) {
      refuse(request, fault.get());
      return;
    }
    Optional<Connector> service = routes.find(request);
    if (service.isEmpty()) {
      own.handle(request);
    } else if (WebSocketTunnel.isUpgrade(request)) {
      WebSocketTunnel.open(request, service.get());
    } else {
      proxy.forward(request, service.get());
    }
  }

  private void refuse(HttpServerRequest request, String fault) {
    HttpConnection connection = request.connection();
    refused.add(connection);
    connection.closeHandler(closed -> refused.remove(connection));
    HttpServerResponse response = request.response();
    response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    response.endHandler(sent -> connection.close());
    new Problem(400, "Bad Request", fault).send(response);
  }

  /** What stands under {@code /dev} is for the page on this machine alone. */
  private static void refuseStrangers(RoutingContext context) {
    if (RequestHead.isLocal(context.request())) {
      context.next();
    } else {
      new Problem(403, "Forbidden", "this is for pages of this machine alone")
          .send(context.response());
    }
  }

  private void probe() {
    routes.pools().forEach(Pool::probe);
  }

  private static Router own(Vertx vertx, Tokens tokens, List<Pool> pools, Page page) {
    Router router = Router.router(vertx);
    router
        .route()
        .handler(
            context -> {
              page.headers().forEach(context.response()::putHeader);
              context.next();
            });
    router.route("/dev/*").handler(Gateway::refuseStrangers);
    router
        .post("/dev/token")
        .handler(BodyHandler.create(false).setBodyLimit(MAX_TOKEN_REQUEST_BYTES))
        .handler(new TokenEndpoint(tokens));
    // How the page logs in here; elsewhere nginx says it.
    router
        .get("/config.json")
        .handler(context -> context.json(new JsonObject().put("devToken", "/dev/token")));
    router.get("/dev/metrics").handler(new MetricsEndpoint(pools));
    router
        .route()
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(
            StaticHandler.create(FileSystemAccess.ROOT, page.folder().toAbsolutePath().toString())
                // A page that is being worked on is served as it is now.
                .setCachingEnabled(false)
                .setFilesReadOnly(false)
                .setIncludeHidden(false)
                .setMaxAgeSeconds(0));
    for (int status : List.of(400, 404, 405, 413, 500)) {
      String title = HttpResponseStatus.valueOf(status).reasonPhrase();
      router.errorHandler(
          status,
          context -> new Problem(status, title, context.request().path()).send(context.response()));
    }
    return router;
  }
}
