package io.chorus.stack.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoaderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Vertx vertx = Vertx.vertx();
  private final Loader loader = new Loader();
  private final List<String> heard = new CopyOnWriteArrayList<>();

  private final ClientSocket.Listener listener =
      new ClientSocket.Listener() {
        @Override
        public void opened(ClientSocket socket) {
          heard.add("opened");
        }

        @Override
        public void received(ClientSocket socket, ByteBuffer text) {
          heard.add(StandardCharsets.UTF_8.decode(text).toString());
        }

        @Override
        public void closed(ClientSocket socket, String why) {
          heard.add("closed: " + why);
        }
      };

  @AfterEach
  void close() {
    loader.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private ClientSocket connect(HttpServer server) {
    int port =
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join().actualPort();
    InetSocketAddress address = new InetSocketAddress("127.0.0.1", port);
    return loader.ask(() -> loader.connect(address, "/ws", "a-token", listener));
  }

  @Test
  void textsOfAnyLengthGoAndComeWhole() {
    List<String> texts = List.of("short", "x".repeat(200), "y".repeat(60_000), "last");
    ClientSocket client =
        connect(
            vertx
                .createHttpServer()
                .webSocketHandler(
                    socket -> {
                      // What is large comes from the server alone: clients send little.
                      texts.forEach(socket::writeTextMessage);
                      socket.textMessageHandler(socket::writeTextMessage);
                    }));
    await().atMost(PATIENCE).until(() -> heard.size() == 1 + texts.size());
    assertThat(heard.subList(1, heard.size())).isEqualTo(texts);

    String echoed = "z".repeat(300);
    loader.execute(() -> client.send(echoed.getBytes(StandardCharsets.UTF_8)));

    await().atMost(PATIENCE).until(() -> heard.getLast().equals(echoed));
  }

  @Test
  void aPingIsAnswered() {
    List<String> pongs = new CopyOnWriteArrayList<>();
    connect(
        vertx
            .createHttpServer()
            .webSocketHandler(
                socket -> {
                  socket.pongHandler(pong -> pongs.add(pong.toString()));
                  socket.writePing(io.vertx.core.buffer.Buffer.buffer("are you there"));
                }));

    await().atMost(PATIENCE).until(() -> pongs.contains("are you there"));
  }

  @Test
  void whoIsNotLetInIsToldWhy() {
    connect(
        vertx
            .createHttpServer()
            .requestHandler(request -> request.response().setStatusCode(503).end()));

    await().atMost(PATIENCE).until(() -> heard.contains("closed: answered with HTTP/1.1 503"));
  }

  @Test
  void theTokenGoesAlong() {
    List<String> tokens = new CopyOnWriteArrayList<>();
    connect(
        vertx
            .createHttpServer()
            .webSocketHandler(socket -> tokens.add(socket.headers().get("Authorization"))));

    await().atMost(PATIENCE).until(() -> tokens.contains("Bearer a-token"));
  }

  @Test
  void whoeverWaitsIsToldOnceNothingIsMissing() throws InterruptedException {
    AtomicInteger missing = new AtomicInteger(2);
    loader.eachMillisecond(() -> missing.updateAndGet(left -> Math.max(0, left - 1)));

    loader.awaitAll("are missing", PATIENCE, missing::get);

    assertThat(missing).hasValue(0);
  }

  @Test
  void whoeverWaitsInVainIsToldWhatIsMissing() {
    assertThatThrownBy(() -> loader.awaitAll("are missing", Duration.ofMillis(20), () -> 7))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("7 are missing");
  }

  @Test
  void whatFailsMeanwhileEndsTheWaiting() {
    IllegalStateException lost = new IllegalStateException("lost");

    assertThatThrownBy(
            () ->
                loader.awaitAll(
                    "are missing",
                    PATIENCE,
                    () -> {
                      throw lost;
                    }))
        .hasRootCause(lost);
  }
}
