package io.chorus.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.stack.Suite;
import io.chorus.stack.SuiteOptions;
import io.chorus.stack.test.SocketIoPolling;
import io.socket.client.IO;
import io.socket.client.Socket;
import io.socket.engineio.client.transports.Polling;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.SocketAddress;
import io.vertx.httpproxy.HttpProxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a client whose balancer sends it to another instance than its session's. */
class AnotherInstanceTest {
  @TempDir static Path folder;
  private static Suite suite;

  @BeforeAll
  static void start() {
    suite =
        Suite.start(
            SuiteOptions.in(Path.of("..")).apartIn(folder.resolve("suite")).withInstances(2, 1, 1));
  }

  @AfterAll
  static void stop() {
    if (suite != null) {
      suite.stop();
    }
  }

  private static URI chat(int instance) {
    return URI.create(suite.chat(instance).url());
  }

  @Test
  void aSessionOfAnotherInstanceIsUnknown() {
    try (SocketIoPolling session = SocketIoPolling.open(chat(0))) {
      SocketIoPolling elsewhere = session.at(chat(1));

      assertThat(elsewhere.poll()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
      assertThat(elsewhere.post("3")).isEqualTo(400);
      assertThat(session.post("3")).isEqualTo(200);
    }
  }

  @Test
  void theStockClientBeginsAnewByItself() {
    try (Balancer balancer = new Balancer()) {
      String room = "room-" + UUID.randomUUID();
      List<String> ids = new CopyOnWriteArrayList<>();
      List<Object> joined = new CopyOnWriteArrayList<>();
      Socket socket =
          IO.socket(
              balancer.url(),
              IO.Options.builder()
                  .setForceNew(true)
                  .setTransports(new String[] {Polling.NAME})
                  .setReconnectionDelay(100)
                  .setAuth(Map.of("token", suite.tokens().mint("ada")))
                  .build());
      socket.on(
          Socket.EVENT_CONNECT,
          ignored -> {
            ids.add(socket.id());
            socket.emit(
                "join_room", new Object[] {new JSONObject(Map.of("roomId", room))}, joined::add);
          });
      socket.connect();
      try {
        await(() -> joined.size() == 1);
        balancer.leadTo(chat(1));
        // What it says next goes where nobody knows it.
        socket.emit("ping", new JSONObject());
        await(() -> joined.size() == 2);

        assertThat(ids).hasSize(2).doesNotHaveDuplicates();
      } finally {
        socket.close();
      }
    }
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(condition);
  }

  /** Leads all to one instance, and later to the other. */
  private static final class Balancer implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private volatile URI target = chat(0);

    Balancer() {
      HttpProxy proxy =
          HttpProxy.reverseProxy(vertx.createHttpClient())
              .originSelector(
                  request ->
                      Future.succeededFuture(
                          SocketAddress.inetSocketAddress(target.getPort(), target.getHost())));
      server = get(vertx.createHttpServer().requestHandler(proxy).listen(0, "127.0.0.1"));
    }

    URI url() {
      return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    void leadTo(URI instance) {
      target = instance;
    }

    @Override
    public void close() {
      get(vertx.close());
    }

    private static <T> T get(Future<T> future) {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .orTimeout(30, TimeUnit.SECONDS)
          .join();
    }
  }
}
