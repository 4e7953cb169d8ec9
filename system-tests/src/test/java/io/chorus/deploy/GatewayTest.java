package io.chorus.deploy;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chorus.stack.gateway.Page;
import io.chorus.stack.test.Needs;
import io.chorus.stack.test.OddRequests;
import io.chorus.stack.test.RawHttp;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients meet at the gateway: a real nginx, in front of services that tell what they got. */
class GatewayTest {
  private static final String BEARER = "Bearer a.b.c";
  private static final List<String> CARRIER =
      List.of("bearer-token-carrier", "quarkus-http-upgrade#Authorization#Bearer%20a.b.c");

  @TempDir Path folder;

  private Vertx vertx;
  private FakeService first;
  private FakeService second;
  private FakeService notification;
  private FakeService history;
  private RunningGateway gateway;
  private GatewayClient client;

  @BeforeEach
  void start() throws IOException {
    Program nginx = Program.require("nginx");
    Needs.require(Files.exists(Path.of("/etc/nginx/mime.types")), "nginx' mime.types");
    vertx = Vertx.vertx();
    first = new FakeService(vertx, "chat");
    second = new FakeService(vertx, "chat'");
    notification = new FakeService(vertx, "notification");
    history = new FakeService(vertx, "history");
    gateway =
        new RunningGateway(
            nginx,
            folder,
            Map.of(
                "chat-1", first.port(),
                "chat-2", second.port(),
                "notification-1", notification.port(),
                "notification-2", notification.port(),
                "history-1", history.port(),
                "history-2", history.port()));
    assertThat(gateway.check().status()).as(gateway.check().output()).isZero();
    gateway.start();
    client = GatewayClient.of(gateway);
  }

  @AfterEach
  void stop() {
    if (client != null) {
      client.close();
    }
    if (gateway != null) {
      gateway.close();
    }
    if (vertx != null) {
      vertx
          .close()
          .toCompletionStage()
          .toCompletableFuture()
          .orTimeout(10, TimeUnit.SECONDS)
          .join();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/api/chat/rooms/general/members?limit=5, chat",
    "/socket.io/?EIO=4&transport=polling, chat",
    "/api/history/rooms/team%3Aa/messages, history",
    "/api/notifications, notification",
    "/api/notifications?unread=true, notification",
    "/api/notifications/7/read, notification",
    "/notify, notification"
  })
  void aPathGoesToItsServiceUnchanged(String path, String service) throws Exception {
    assertThat(client.get(path).body())
        .matches(
            service + "'? GET \\Q" + path + "\\E .* for=127\\.0\\.0\\.1 host=127\\.0\\.0\\.1:\\d+");
  }

  @Test
  void thePageIsAtTheRoot() throws Exception {
    var page = client.get("/");

    assertThat(page.body()).isEqualTo("hi");
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/q/metrics", "/q/health/ready", "/q/openapi", "/dev/token", "/dev/issuer/token"})
  void whatIsNobodysBusinessStaysInside(String path) throws Exception {
    assertThat(client.get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void aPathThatOnlyBeginsLikeAServicesIsNobodys() throws Exception {
    for (String path : List.of("/api/chatter", "/wsx", "/ws/", "/notify/", "/api/notificationsx")) {
      assertThat(client.get(path).statusCode()).as(path).isEqualTo(404);
    }
    assertThat(asked()).isEmpty();
  }

  @Test
  void aTargetThatIsNoPathInItsNormalFormReachesNoService() {
    assertThat(OddRequests.targets())
        .allSatisfy(
            target -> {
              for (String request : List.of(RawHttp.get(target), RawHttp.upgrade(target, ""))) {
                assertThat(RawHttp.status(RawHttp.exchange(gateway.port(), request)))
                    .isIn(400, 404, 405, 414);
              }
            });
    assertThat(asked()).isEmpty();
  }

  @Test
  void aPathInItsNormalFormIsPassedOnAsItIs() {
    OddRequests.normalTargets()
        .forEach(target -> RawHttp.exchange(gateway.port(), RawHttp.get(target)));

    assertThat(asked()).containsExactlyInAnyOrderElementsOf(OddRequests.normalTargets().toList());
  }

  @Test
  void aRequestHasOneHost() {
    assertThat(OddRequests.hosts())
        .allSatisfy(
            request ->
                assertThat(RawHttp.status(RawHttp.exchange(gateway.port(), request)))
                    .isEqualTo(400));
    assertThat(asked()).isEmpty();
  }

  @Test
  void aRequestIsNeverTwo() {
    assertThat(OddRequests.bodies())
        .allSatisfy(
            request -> {
              String answer = RawHttp.exchange(gateway.port(), request);
              // Cut off without one, where it is the body that turns out to be odd.
              assertThat(RawHttp.status(answer)).isIn(400, 501, 0);
              assertThat(asked()).noneMatch(target -> target.contains("smuggled"));
            });
  }

  @Test
  void thePageIsToldThatNobodyCanLogInUntilAnIssuerIsNamed() throws Exception {
    var config = client.get("/config.json");

    assertThat(config.body()).isEqualTo("{}");
    assertThat(config.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(config.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void browsersAreToldWhatThePageMayDo() throws Exception {
    for (String path : List.of("/", "/nothing.js")) {
      assertThat(client.get(path).headers().map())
          .containsAllEntriesOf(
              Page.of(folder, Project.path("web-client/nginx/page-headers.conf"))
                  .headers()
                  .entrySet()
                  .stream()
                  .collect(toMap(it -> it.getKey().toLowerCase(), it -> List.of(it.getValue()))));
    }
  }

  private List<String> asked() {
    return Stream.of(first, second, notification, history)
        .flatMap(service -> service.asked().stream())
        .toList();
  }

  @Test
  void noUpgradeButToWebSocketIsPassedOn() throws Exception {
    try (GatewayClient upgrading = GatewayClient.upgrading(gateway)) {
      assertThat(upgrading.get("/api/chat/rooms/general/members").body()).contains("upgrade=null");
    }
  }

  @Test
  void aSocketCarriesItsTokenInAHeader() throws Exception {
    try (var socket = client.open(BEARER, List.of())) {
      assertThat(socket.next()).endsWith(BEARER);

      socket.socket().sendText("frame", true).get(10, TimeUnit.SECONDS);

      assertThat(socket.next()).isEqualTo("echo frame");
    }
  }

  @Test
  void aSocketCarriesItsTokenAsASubProtocol() throws Exception {
    try (var socket = client.open(null, CARRIER)) {
      assertThat(socket.socket().getSubprotocol()).isEqualTo("bearer-token-carrier");
      assertThat(socket.next()).contains(CARRIER);
    }
  }

  @Test
  void aRefusedHandshakeIsPassedOn() {
    assertThatThrownBy(() -> client.open(null, List.of()))
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(401));
  }

  @Test
  void socketsAreSpreadOverTheInstances() throws Exception {
    try (var one = client.open(BEARER, List.of());
        var other = client.open(BEARER, List.of())) {
      assertThat(List.of(one.next(), other.next()))
          .containsExactlyInAnyOrder("chat " + BEARER, "chat' " + BEARER);
    }
  }

  @Test
  void anInstanceThatIsGoneIsPassedOver() throws Exception {
    first.close();

    for (int i = 0; i < 3; i++) {
      try (var socket = client.open(BEARER, List.of())) {
        assertThat(socket.next()).startsWith("chat' ");
      }
    }
  }

  @Test
  void theEventsOfAStreamComeAtOnce() throws Exception {
    var lines = client.lines("/api/notifications/stream");

    assertThat(lines.poll(10, TimeUnit.SECONDS)).isEqualTo("data: first");
    notification.emit("second");
    assertThat(lines.poll(10, TimeUnit.SECONDS)).isEmpty();
    assertThat(lines.poll(10, TimeUnit.SECONDS)).isEqualTo("data: second");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "only there has a machine many own addresses")
  void aClientsPollsAndItsSocketGoToOneInstance() throws Exception {
    Set<String> instances = new HashSet<>();
    for (int host = 2; host < 22; host++) {
      try (GatewayClient polling = GatewayClient.at("127.0.0." + host, gateway)) {
        Set<String> asked = new HashSet<>();
        for (int poll = 0; poll < 5; poll++) {
          asked.add(polling.get("/socket.io/?EIO=4&sid=" + poll).body().split(" ")[0]);
        }
        // With which the session goes on.
        try (var socket = polling.open("/socket.io/?EIO=4&sid=0", BEARER, List.of())) {
          asked.add(socket.next().split(" ")[0]);
        }
        assertThat(asked).hasSize(1);
        instances.addAll(asked);
      }
    }

    assertThat(instances).hasSize(2);
  }
}
