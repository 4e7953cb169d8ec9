package io.chorus.stack.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.chorus.stack.embedded.FreePort;
import io.chorus.stack.process.StartFailure;
import io.chorus.stack.token.DevKeys;
import io.chorus.stack.token.Tokens;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayTest {
  private static final Duration SOON = Duration.ofSeconds(5);

  private static final Map<String, String> AUTHORIZED = Map.of("Authorization", "Bearer x");

  @TempDir private Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final FakeService chat1 = FakeService.start(vertx, "chat-1");
  private final FakeService chat2 = FakeService.start(vertx, "chat-2");
  private final FakeService history = FakeService.start(vertx, "history");
  private final FakeService notification = FakeService.start(vertx, "notification");
  private final int port = FreePort.pick();
  private Gateway gateway;

  @BeforeEach
  void open() throws IOException {
    Files.createDirectories(folder.resolve("page"));
    Files.writeString(folder.resolve("page/index.html"), "<h1>page</h1>");
    Files.writeString(folder.resolve("page/app.js"), "let a");
    Files.writeString(folder.resolve("page/app.css"), "a {}");
    Files.writeString(folder.resolve("secret.txt"), "secret");
    Upstreams upstreams =
        new Upstreams(
            List.of(chat1.port(), chat2.port()),
            List.of(history.port()),
            List.of(notification.port()));
    gateway =
        Gateway.open(
            port,
            upstreams,
            new Tokens(DevKeys.in(folder.resolve("keys"))),
            folder.resolve("page"));
  }

  @AfterEach
  void close() {
    gateway.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    client.close();
  }

  @Test
  void everyPathReachesItsService() throws Exception {
    assertThat(body("/api/chat/rooms/a/members")).startsWith("chat-");
    assertThat(body("/socket.io/?EIO=4&transport=polling")).startsWith("chat-");
    assertThat(body("/api/history/rooms/a/messages?limit=5")).isEqualTo("history");
    assertThat(body("/api/notifications")).isEqualTo("notification");
    assertThat(body("/api/notifications/7/read")).isEqualTo("notification");
    assertThat(body("/notify")).isEqualTo("notification");
  }

  @Test
  void aPathThatOnlyBeginsLikeAServicesIsNobodys() throws Exception {
    assertThat(get("/api/chatter").statusCode()).isEqualTo(404);
    assertThat(get("/wsx").statusCode()).isEqualTo(404);
    assertThat(get("/q/metrics").statusCode()).isEqualTo(404);
  }

  @Test
  void requestsGoRoundTheInstances() throws Exception {
    assertThat(chatAnswers(10)).containsExactlyInAnyOrder("chat-1", "chat-2");
  }

  @Test
  void socketIoRequestsOfAClientStayWithOneInstance() throws Exception {
    Set<String> answers = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      answers.add(body("/socket.io/?EIO=4&transport=polling"));
    }
    assertThat(answers).hasSize(1);
  }

  @Test
  void anInstanceThatCannotBeReachedIsLeftOutUntilItAnswersAgain() throws Exception {
    chat1.close();
    assertThat(chatAnswers(10)).containsExactly("chat-2");

    chat1.restart();
    await().atMost(SOON).until(() -> chatAnswers(4).contains("chat-1"));
  }

  @Test
  void anInstanceThatIsNotReadyIsUsedOnlyWhenThereIsNoOther() {
    chat1.ready.set(false);
    await().atMost(SOON).until(() -> chatAnswers(6).equals(Set.of("chat-2")));

    chat2.ready.set(false);
    await().atMost(SOON).until(() -> chatAnswers(6).size() == 2);
  }

  @Test
  void withoutAnInstanceTheAnswerIsAProblem() throws Exception {
    history.close();

    HttpResponse<String> answer = get("/api/history/rooms/a/messages");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(new JsonObject(answer.body()).getInteger("status")).isEqualTo(503);
  }

  @Test
  void aLargeBodyArrivesInFull() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/api/chat/length"))
            .POST(BodyPublishers.ofByteArray(new byte[5_000_000]))
            .build();

    assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("5000000");
  }

  @Test
  void anEventStreamFlowsAsItIsWrittenAndEndsAtTheServiceWhenTheClientLeaves() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(uri("/api/notifications/stream")).build();
    try (InputStream stream = client.send(request, BodyHandlers.ofInputStream()).body()) {
      BufferedReader lines = new BufferedReader(new InputStreamReader(stream));
      assertThat(lines.readLine()).isEqualTo("id: 1");
      var atService = notification.streams.poll(5, TimeUnit.SECONDS);
      atService.response().write("id: 2\n\n");
      lines.readLine();
      assertThat(lines.readLine()).isEqualTo("id: 2");

      stream.close();
      await().atMost(SOON).until(() -> atService.response().closed());
    }
  }

  @Test
  void aWebSocketPassesWithItsHeadersInBothDirections() throws Exception {
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    WebSocket socket = connect(AUTHORIZED, received::add);

    assertThat(received.poll(5, TimeUnit.SECONDS)).startsWith("hello from chat-");
    socket.writeTextMessage("ping");
    assertThat(received.poll(5, TimeUnit.SECONDS)).isEqualTo("echo ping");
  }

  @Test
  void aCloseCodeOfTheServiceReachesTheClient() throws Exception {
    WebSocket socket = connect(AUTHORIZED, text -> {});
    BlockingQueue<Short> codes = new LinkedBlockingQueue<>();
    socket.closeHandler(closed -> codes.add(socket.closeStatusCode()));

    atService().close((short) 4401, "expired");

    assertThat(codes.poll(5, TimeUnit.SECONDS)).isEqualTo((short) 4401);
  }

  @Test
  void aClientThatIsGoneIsGoneAtTheService() throws Exception {
    WebSocket socket = connect(AUTHORIZED, text -> {});
    var atService = atService();

    socket.close();

    await().atMost(SOON).until(atService::isClosed);
  }

  @Test
  void aRefusedUpgradeIsAnsweredAsTheServiceDid() {
    assertThatThrownBy(() -> connect(Map.of(), text -> {}))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            UpgradeRejectedException.class,
            refusal -> assertThat(refusal.getStatus()).isEqualTo(401));
  }

  @Test
  void aSlowReaderIsNoticedByTheService() throws Exception {
    WebSocket socket = connect(AUTHORIZED, text -> {});
    socket.pause();
    var atService = atService();
    String chunk = "x".repeat(60_000);

    // More than all the buffers of the system on the way.
    for (int i = 0; i < 1_000; i++) {
      atService.writeTextMessage(chunk);
    }

    await().during(Duration.ofSeconds(1)).atMost(SOON).until(atService::writeQueueFull);
  }

  @Test
  void thePageIsServedWithItsTypes() throws Exception {
    assertThat(get("/").body()).isEqualTo("<h1>page</h1>");
    assertThat(get("/").headers().firstValue("Content-Type").orElseThrow()).contains("text/html");
    assertThat(get("/app.js").headers().firstValue("Content-Type").orElseThrow())
        .contains("javascript");
    assertThat(get("/app.css").headers().firstValue("Content-Type").orElseThrow())
        .contains("text/css");
  }

  @Test
  void nothingOutsideThePagesFolderIsServed() throws Exception {
    for (String path : List.of("/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt")) {
      assertThat(get(path).body()).doesNotContain("secret\n").isNotEqualTo("secret");
    }
  }

  @Test
  void theTokenEndpointGivesATokenAndRefusesNonsense() throws Exception {
    HttpResponse<String> good =
        post("/dev/token", "{\"userId\":\"u1\",\"username\":\"Ann\",\"roles\":[\"admin\"]}");
    assertThat(good.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(good.body()).getString("token")).contains(".");

    for (String nonsense : List.of("", "[]", "{", "{}", "{\"userId\":7}", "{\"userId\":\"\"}")) {
      assertThat(post("/dev/token", nonsense).statusCode()).as(nonsense).isEqualTo(400);
    }
  }

  @Test
  void whatIsNewIsRefusedWhileDrainingAndWhatIsOpenLivesOn() throws Exception {
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    WebSocket socket = connect(AUTHORIZED, received::add);

    gateway.drain();

    assertThat(get("/api/chat/rooms/a/members").statusCode()).isEqualTo(503);
    socket.writeTextMessage("still here");
    await().atMost(SOON).until(() -> received.contains("echo still here"));
  }

  @Test
  void aPortInUseIsSaidInOneSentence() {
    assertThatThrownBy(
            () ->
                Gateway.open(
                    port,
                    new Upstreams(List.of(), List.of(), List.of()),
                    new Tokens(DevKeys.in(folder.resolve("keys"))),
                    folder))
        .isInstanceOf(StartFailure.class)
        .hasMessage("Port %d is in use; choose another with --port.", port);
  }

  private WebSocket connect(Map<String, String> headers, Handler<String> received) {
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

  private ServerWebSocket atService() {
    await().atMost(SOON).until(() -> !chat1.sockets.isEmpty() || !chat2.sockets.isEmpty());
    var socket = chat1.sockets.poll();
    return socket == null ? chat2.sockets.poll() : socket;
  }

  private Set<String> chatAnswers(int requests) throws Exception {
    Set<String> answers = new HashSet<>();
    for (int i = 0; i < requests; i++) {
      answers.add(body("/api/chat/rooms/a/members"));
    }
    return answers;
  }

  private String body(String path) throws Exception {
    return get(path).body();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
