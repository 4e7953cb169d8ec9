package io.chorus.history.api;

import static io.chorus.history.Messages.inTime;
import static io.chorus.history.Messages.newRoom;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chorus.history.log.LogWriter;
import io.chorus.model.message.ChatMessage;
import io.chorus.stack.test.Backends;
import io.chorus.stack.test.HostileClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages are bounded in bytes, and so are those that nobody reads. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
@TestProfile(BoundedPageTest.Tight.class)
class BoundedPageTest {
  private static final int MIB = 1 << 20;
  private static final int UNREAD = 8 * MIB;
  private static final Duration BOUND = Duration.ofSeconds(60);

  public static class Tight implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("chorus.http.unread-answers", "8M", "chorus.http.patience", "4s");
    }
  }

  @TestHTTPResource("/")
  URI service;

  @Inject LogWriter writer;
  @Inject MeterRegistry metrics;

  private final String room = newRoom();
  private final String path = "/api/history/rooms/" + room + "/messages";

  private Response get(String query) {
    return given().auth().oauth2(Backends.tokens().mint("u1")).get(path + query);
  }

  private void store(int count, String content) {
    List<ChatMessage> messages =
        LongStream.rangeClosed(1, count)
            .mapToObj(
                c -> new ChatMessage("m" + c, room, "u1", "Ada", content, "{\"k\":1}", c, c - 1))
            .toList();
    for (int from = 0; from < count; from += 50) {
      writer
          .store(inTime(messages.subList(from, Math.min(count, from + 50))))
          .await()
          .atMost(Duration.ofSeconds(30));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\u0001", "語", "\""})
  void aPageHasAtMostAMebibyteAndPagingStillFindsEverything(String character) {
    store(200, character.repeat(16_384 / character.getBytes().length));
    List<Long> back = new ArrayList<>();
    List<Long> forth = new ArrayList<>();

    for (boolean more = true; more; ) {
      more = page(back.isEmpty() ? "?limit=200" : "?limit=200&before=" + back.getFirst(), back, 0);
    }
    for (boolean more = true; more; ) {
      long last = forth.isEmpty() ? 0 : forth.getLast();
      more = page("?limit=200&after=" + last, forth, forth.size());
    }

    List<Long> all = LongStream.rangeClosed(1, 200).boxed().toList();
    assertThat(back).isEqualTo(all);
    assertThat(forth).isEqualTo(all);
  }

  private boolean page(String query, List<Long> found, int at) {
    Response answer = get(query);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.asByteArray().length).isLessThanOrEqualTo(MIB);
    JsonPath page = answer.jsonPath();
    List<Long> cursors = page.getList("messages.cursor", Long.class);
    assertThat(cursors).isNotEmpty();
    found.addAll(at, cursors);
    return page.getBoolean("hasMore");
  }

  @Test
  void aMessageThatIsLargerThanAPageComesAlone() {
    store(3, "x".repeat(MIB + 1));

    JsonPath page = get("?after=1").jsonPath();

    assertThat(page.getList("messages.cursor", Long.class)).containsExactly(2L);
    assertThat(page.getBoolean("hasMore")).isTrue();
    assertThat(get("?after=2").jsonPath().getBoolean("hasMore")).isFalse();
  }

  @Test
  void pagesThatNobodyReadsAreBoundedAndCutAndOthersAreServedAgain() throws IOException {
    store(100, "x".repeat(16_000));
    double cutBefore = refused("http-patience");
    List<HostileClient> stuck = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        String token = Backends.tokens().mint("stuck-" + i);
        HostileClient client = new HostileClient(service, 4096);
        stuck.add(client);
        // More than the system's own buffers take.
        for (int page = 0; page < 6; page++) {
          client.head("GET " + path + "?limit=200", token);
        }
      }

      await()
          .atMost(BOUND)
          .pollInterval(Duration.ofMillis(50))
          .until(
              () -> {
                // Event loops ask at the same time, each for a page.
                assertThat(unread()).isLessThanOrEqualTo(UNREAD + 4 * MIB);
                return refused("http-unread") > 0;
              });
      Response refused = get("?limit=200");
      if (refused.statusCode() == 503) {
        assertThat(refused.jsonPath().getString("code")).isEqualTo("overloaded");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
      }

      await().atMost(BOUND).until(() -> refused("http-patience") > cutBefore);
      await().atMost(BOUND).until(() -> get("?limit=200").statusCode() == 200);
    } finally {
      for (HostileClient client : stuck) {
        client.close();
      }
    }
    await().atMost(BOUND).until(() -> unread() == 0);
  }

  @Test
  void oneUserOfManyConnectionsLeavesRoomForOthers() throws IOException {
    store(100, "x".repeat(16_000));
    String greedy = Backends.tokens().mint("greedy");
    List<HostileClient> stuck = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        HostileClient client = new HostileClient(service, 4096);
        stuck.add(client);
        for (int page = 0; page < 6; page++) {
          client.head("GET " + path + "?limit=200", greedy);
        }
      }
      await().atMost(BOUND).until(() -> refused("http-unread-per-user") > 0);

      Response refused = given().auth().oauth2(greedy).get(path + "?limit=200");
      if (refused.statusCode() != 200) {
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.jsonPath().getString("code")).isEqualTo("rate_limited");
      }
      assertThat(get("?limit=200").statusCode()).isEqualTo(200);
      assertThat(unread()).isLessThan(UNREAD);
    } finally {
      for (HostileClient client : stuck) {
        client.close();
      }
    }
    await().atMost(BOUND).until(() -> unread() == 0);
    assertThat(given().auth().oauth2(greedy).get(path).statusCode()).isEqualTo(200);
  }

  private double unread() {
    return metrics.get("chorus.http.unread").gauge().value();
  }

  private double refused(String bound) {
    return metrics.counter("chorus.refused", "bound", bound).count();
  }

  @Test
  void whoeverAsksOnWithoutReadingIsCut() throws IOException {
    store(100, "x".repeat(16_000));
    String token = Backends.tokens().mint("u1");
    double before = refused("http-patience");
    try (HostileClient client = new HostileClient(service, 4096)) {
      for (int i = 0; i < 12; i++) {
        client.head("GET " + path + "?limit=200", token);
      }

      await().atMost(BOUND).until(() -> refused("http-patience") > before);
    }
  }

  @Test
  void whoeverIsUnknownMayLeaveLittleUnread() throws IOException {
    double before = refused("http-patience") + refused("http-ahead");
    try (HostileClient client = new HostileClient(service, 4096)) {
      // More than the system's own buffers take.
      for (int i = 0; i < 40_000; i++) {
        client.head("GET " + path, null);
        assertThat(unread()).isLessThan(MIB / 4);
      }
      await()
          .atMost(BOUND)
          .until(
              () -> {
                assertThat(unread()).isLessThan(MIB / 4);
                return refused("http-patience") + refused("http-ahead") > before;
              });
    } catch (IOException cut) {
      assertThat(refused("http-patience") + refused("http-ahead"))
          .as(cut.getMessage())
          .isGreaterThan(before);
    }
  }

  @Test
  void withoutADatabaseReadersAreTold() {
    Backends.postgres().stop();
    try {
      Response answer = get("");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.jsonPath().getString("code")).isEqualTo("overloaded");
    } finally {
      Backends.postgres().start();
    }
    await().atMost(BOUND).until(() -> get("").statusCode() == 200);
  }

  @Test
  void aBodyIsNotRead() throws IOException {
    try (HostileClient client = new HostileClient(service)) {
      client.head("POST " + path, null, "Content-Length: 8388608");

      assertThat(client.answer()).startsWith("HTTP/1.1 4");
    }
  }
}
