package io.chorus.notification.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chorus.stack.test.Backends;
import io.chorus.stack.test.HostileClient;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that do all they can to wear an instance out. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
@TestProfile(HostileHttpTest.Tight.class)
class HostileHttpTest {
  private static final int MIB = 1 << 20;
  private static final int LARGEST = 8 * MIB;
  private static final String JSON = "Content-Type: application/json";
  private static final Duration BOUND = Duration.ofSeconds(30);

  public static class Tight implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "chorus.http.bodies", "32M",
          "chorus.http.connections", "120",
          "chorus.http.head-within", "3s",
          "chorus.http.body-within", "12s");
    }
  }

  @TestHTTPResource("/")
  URI service;

  @Inject MeterRegistry metrics;

  private final List<HostileClient> clients = new ArrayList<>();
  private final String notifier = Backends.tokens().mint("shop", "notifier");

  private HostileClient connect() throws IOException {
    HostileClient client = new HostileClient(service);
    clients.add(client);
    return client;
  }

  @AfterEach
  void everythingIsGivenBack() throws IOException {
    for (HostileClient client : clients) {
      client.close();
    }
    await().atMost(BOUND).until(() -> held("bodies") == 0 && held("unread") == 0);
  }

  /** A bound that nothing has touched yet is not measured. */
  private double held(String what) {
    Gauge gauge = metrics.find("chorus.http." + what).gauge();
    return gauge == null ? 0 : gauge.value();
  }

  private double refused(String bound) {
    return metrics.counter("chorus.refused", "bound", bound).count();
  }

  private void servesOthers() {
    given()
        .contentType("application/json")
        .auth()
        .oauth2(notifier)
        .body(Map.of("userId", "ada", "type", "t", "message", "m"))
        .post("/api/notifications")
        .then()
        .statusCode(202);
  }

  @Test
  void withoutATokenNotAByteOfABodyIsAwaited() throws IOException {
    for (String path : List.of("/api/notifications", "/notify", "/api/notifications/read")) {
      String answer =
          connect().head("POST " + path, null, JSON, "Content-Length: " + LARGEST).toTheEnd();

      assertThat(answer).startsWith("HTTP/1.1 401 ").contains("\"code\":\"unauthorized\"");
    }
  }

  @Test
  void withATokenThatDoesNotAllowItNotAByteOfABodyIsAwaited() throws IOException {
    String anybody = Backends.tokens().mint("eve");

    String answer =
        connect().head("POST /notify", anybody, JSON, "Transfer-Encoding: chunked").toTheEnd();

    assertThat(answer).startsWith("HTTP/1.1 403 ").contains("\"code\":\"forbidden\"");
  }

  @Test
  void pathsThatTakeNoBodyReadNone() throws IOException {
    String anybody = Backends.tokens().mint("eve");
    for (String line : List.of("GET /api/notifications", "POST /nowhere", "PUT /notify")) {
      String answer = connect().head(line, anybody, "Content-Length: " + LARGEST).toTheEnd();

      assertThat(answer).startsWith("HTTP/1.1 ").contains("connection: close");
    }
  }

  @Test
  void manyLargeBodiesWithoutATokenCostNothing() throws IOException {
    byte[] most = new byte[LARGEST - 1];
    for (int i = 0; i < 60; i++) {
      HostileClient client =
          connect().head("POST /api/notifications", null, JSON, "Content-Length: " + LARGEST);
      assertThat(client.answer()).startsWith("HTTP/1.1 401 ");
      try {
        client.write(most);
      } catch (IOException closed) {
        // After a while nobody listens any more.
      }
      assertThat(held("bodies")).isZero();
    }
    servesOthers();
  }

  @Test
  void manyLargeBodiesWithATokenStayWithinTheirBoundAndLeaveRoomForSmallOnes() throws IOException {
    byte[] most = new byte[LARGEST - 1];
    double before = refused("http-bodies");
    List<HostileClient> all = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String shop = Backends.tokens().mint("shop-" + i, "notifier");
      HostileClient client =
          connect().head("POST /api/notifications", shop, JSON, "Content-Length: " + LARGEST);
      all.add(client);
      try {
        client.write(most);
      } catch (IOException closed) {
        // One that was refused is cut after a while.
      }
      assertThat(held("bodies")).isLessThanOrEqualTo(32 * MIB);
      servesOthers();
    }

    int told = 0;
    for (HostileClient client : all) {
      String answer = client.toTheEnd();
      if (answer.startsWith("HTTP/1.1 503 ")) {
        told++;
        assertThat(answer)
            .containsIgnoringCase("retry-after: 1")
            .contains("\"code\":\"overloaded\"");
      }
    }
    assertThat(told).isPositive().isLessThanOrEqualTo((int) (refused("http-bodies") - before));
  }

  @Test
  void oneCallerOfManyLargeBodiesLeavesRoomForLargeOnesOfOthers() throws IOException {
    double before = refused("http-bodies-per-user");
    connect()
        .head("POST /api/notifications", notifier, JSON, "Content-Length: " + LARGEST)
        .write(new byte[LARGEST - 1]);
    await().atMost(BOUND).until(() -> held("bodies") == LARGEST - 1);

    HostileClient second =
        connect().head("POST /api/notifications", notifier, JSON, "Content-Length: 65536");
    try {
      second.write(new byte[65535]);
    } catch (IOException closed) {
      // It may be told before it is done.
    }
    assertThat(second.toTheEnd()).startsWith("HTTP/1.1 429 ").contains("\"code\":\"rate_limited\"");
    assertThat(refused("http-bodies-per-user")).isGreaterThan(before);

    String another = Backends.tokens().mint("another", "notifier");
    connect()
        .head("POST /api/notifications", another, JSON, "Content-Length: " + LARGEST)
        .write(new byte[LARGEST - 1]);
    await().atMost(BOUND).until(() -> held("bodies") == 2 * (LARGEST - 1));
  }

  @Test
  void aHeadThatNeverEndsIsCut() throws IOException {
    double before = refused("http-head");
    HostileClient silent = connect();
    HostileClient slow =
        connect().write("GET /api/notifications HTTP/1.1\r\nHost: chorus\r\nX-A: ");

    dripsUntilItIsCut(slow, "a");

    assertThat(silent.toTheEnd()).isEmpty();
    assertThat(refused("http-head")).isGreaterThanOrEqualTo(before + 2);
  }

  @Test
  void aSecondHeadOnAConnectionIsCutAlike() throws IOException {
    HostileClient client = connect();
    for (int i = 0; i < 3; i++) {
      client.head("GET /api/notifications", Backends.tokens().mint("ada"));
      assertThat(client.answer()).startsWith("HTTP/1.1 200 ");
    }

    client.write("GET /api");

    dripsUntilItIsCut(client, "a");
  }

  @Test
  void aBodyThatDripsIsRefusedInTheEnd() throws IOException {
    HostileClient client =
        connect().head("POST /notify", notifier, JSON, "Content-Length: 60000").write("{");

    assertThat(dripsUntilItIsCut(client, " "))
        .startsWith("HTTP/1.1 408 ")
        .contains("\"code\":\"invalid_request\"");
  }

  private static String dripsUntilItIsCut(HostileClient client, String drop) {
    StringBuilder heard = new StringBuilder();
    Thread reader =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    heard.append(client.toTheEnd());
                  } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                  }
                });
    await()
        .atMost(BOUND)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              try {
                client.write(drop);
              } catch (IOException cut) {
                return true;
              }
              return !reader.isAlive();
            });
    await().atMost(BOUND).until(() -> !reader.isAlive());
    return heard.toString();
  }

  @Test
  void requestsGivenFarAheadOfTheirAnswersAreCut() throws IOException {
    double before = refused("http-ahead");
    HostileClient client =
        connect().head("GET /api/notifications/stream", Backends.tokens().mint("ada"));
    String request = "GET /api/notifications HTTP/1.1\r\nHost: chorus\r\n\r\n";

    await()
        .atMost(BOUND)
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              try {
                client.write(request.repeat(100));
              } catch (IOException cut) {
                return true;
              }
              return refused("http-ahead") > before;
            });

    await().atMost(BOUND).until(() -> refused("http-ahead") > before);
  }

  @Test
  void aClientThatWaitsToBeToldSendsItsBodyThen() throws IOException {
    String body = "{\"userId\":\"ada\",\"type\":\"t\",\"message\":\"m\"}";
    HostileClient client =
        connect()
            .head(
                "POST /notify",
                notifier,
                JSON,
                "Expect: 100-continue",
                "Content-Length: " + body.length());

    assertThat(client.answer()).startsWith("HTTP/1.1 100 ");
    assertThat(client.write(body).answer()).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void oneConnectionTooManyIsClosedAndTheOthersStay() throws IOException {
    double before = refused("http-connections");
    HostileClient first = connect();
    await()
        .atMost(BOUND)
        .until(
            () -> {
              // Faster than the silent ones are cut.
              for (int i = 0; i < 30; i++) {
                connect();
              }
              return refused("http-connections") > before;
            });

    first.head("GET /api/notifications", Backends.tokens().mint("ada"));
    assertThat(first.answer()).startsWith("HTTP/1.1 200 ");
  }
}
