package io.chorus.notification.stream;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chorus.bus.Bus;
import io.chorus.model.Json;
import io.chorus.model.frame.Envelope;
import io.chorus.model.frame.Event;
import io.chorus.model.frame.Frame;
import io.chorus.model.notification.UserChannels;
import io.chorus.notification.Sender;
import io.chorus.notification.inbox.InboxWriter;
import io.chorus.stack.test.Backends;
import io.chorus.stack.token.TokenRequest;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Backends.class)
@TestProfile(StreamResourceTest.Impatient.class)
class StreamResourceTest {
  @TestHTTPResource("/api/notifications/stream")
  URL url;

  @Inject InboxWriter writer;
  @Inject Bus bus;
  @Inject MeterRegistry metrics;

  private final String user = "user-" + UUID.randomUUID();

  /** Short times, small bounds. */
  public static final class Impatient implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "chorus.notifications.streams.heartbeat", "1s",
          "chorus.notifications.streams.patience", "5s",
          "chorus.notifications.streams.per-user", "3");
    }
  }

  private EventStream stream(String query, String... headers) throws Exception {
    return new EventStream(url + query, Backends.tokens().mint(user), headers);
  }

  private void post(Map<String, ?> to, String message) {
    Map<String, Object> body = new java.util.HashMap<>(to);
    body.put("type", "t");
    body.put("message", message);
    given()
        .contentType("application/json")
        .auth()
        .oauth2(Backends.tokens().mint("shop", "notifier"))
        .body(body)
        .post("/api/notifications")
        .then()
        .statusCode(202);
  }

  private static void awaitEvents(EventStream stream, int count) {
    await().atMost(Duration.ofSeconds(30)).until(() -> stream.cursors().size() >= count);
  }

  private double stalled() {
    return metrics.get("chorus.notifications.streams.stalled").counter().count();
  }

  private double open() {
    return metrics.get("chorus.notifications.streams.open").gauge().value();
  }

  @Test
  void anEventIsTheNotificationWithItsCursorAsId() throws Exception {
    try (EventStream stream = stream("")) {
      post(Map.of("userId", user, "data", Map.of("k", 1)), "line\nbreak");
      awaitEvents(stream, 1);

      List<String> lines = stream.lines().stream().filter(l -> !l.startsWith(":")).toList();
      int at = lines.indexOf("event:notification");
      var data = Json.parse(lines.get(at + 1).substring("data:".length()));
      assertThat(lines.get(at - 1)).isEqualTo("id:" + data.path("cursor").asLong());
      assertThat(data.path("userId").asText()).isEqualTo(user);
      assertThat(data.path("message").asText()).isEqualTo("line\nbreak");
      assertThat(data.path("data").toString()).isEqualTo("{\"k\":1}");
      assertThat(data.has("title")).isFalse();
      assertThat(stream.response().headers().firstValue("Content-Type"))
          .get()
          .asString()
          .startsWith("text/event-stream");
      assertThat(stream.response().headers().firstValue("Cache-Control")).hasValue("no-store");
    }
  }

  private static long comments(EventStream stream) {
    return stream.lines().stream().filter(line -> line.startsWith(":still")).count();
  }

  @Test
  void aStreamGoesOnHoweverOftenTheBellIsRungForNothing() throws Exception {
    String nothingNew = Envelope.event(Frame.of(Event.RESYNC, Map.of()));
    try (EventStream stream = stream("")) {
      await().until(() -> open() > 0);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                for (int i = 0; i < 200; i++) {
                  bus.publish(UserChannels.of(user), nothingNew);
                }
                return comments(stream) >= 5;
              });

      post(Map.of("userId", user), "after all");
      awaitEvents(stream, 1);
    }
  }

  @Test
  void manyStreamsOfAUserGetTheSameAndOthersDoNot() throws Exception {
    try (EventStream one = stream("");
        EventStream two = stream("");
        EventStream other =
            new EventStream(url.toString(), Backends.tokens().mint("other-" + user))) {
      post(Map.of("userId", user), "mine");
      post(Map.of("broadcast", true), "for all");
      awaitEvents(one, 2);
      awaitEvents(two, 2);
      awaitEvents(other, 1);

      assertThat(one.cursors()).isEqualTo(two.cursors());
      assertThat(other.cursors()).containsExactly(one.cursors().getLast());
    }
  }

  @Test
  void aStreamResumesAfterAnyCursorWithoutLossOrDoubles() throws Exception {
    Sender sender = new Sender(writer);
    List<Long> sent = new ArrayList<>();
    IntStream.range(0, 250).forEach(i -> sent.add(sender.send("n" + i, user)));

    for (int resumeAt : List.of(0, 99, 200)) {
      String last = Long.toString(sent.get(resumeAt));
      try (EventStream byHeader = stream("?after=1", "Last-Event-ID", last);
          EventStream byQuery = stream("?after=" + last)) {
        List<Long> expected = sent.subList(resumeAt + 1, sent.size());
        awaitEvents(byHeader, expected.size());
        awaitEvents(byQuery, expected.size());
        assertThat(byHeader.cursors()).isEqualTo(expected);
        assertThat(byQuery.cursors()).isEqualTo(expected);
      }
      await().until(() -> open() == 0);
    }
  }

  @Test
  void whatIsSentWhileStreamsComeAndGoReachesEach() throws Exception {
    Sender sender = new Sender(writer);
    long start = sender.send("start", user);
    List<Long> seen = new ArrayList<>();
    Thread posting =
        Thread.startVirtualThread(
            () -> IntStream.range(0, 100).forEach(i -> post(Map.of("userId", user), "n" + i)));
    long last = start;
    while (seen.size() < 100) {
      try (EventStream stream = stream("", "Last-Event-ID", Long.toString(last))) {
        awaitEvents(stream, 1);
        seen.addAll(stream.cursors());
        last = seen.getLast();
      }
      await().until(() -> open() == 0);
    }
    posting.join();

    assertThat(seen).hasSize(100).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void whatWasNeverPublishedComesWithTheNextHeartbeat() throws Exception {
    try (EventStream stream = stream("")) {
      await().until(() -> stream.lines().contains(":still here"));

      long cursor = new Sender(writer).send("silent", user);

      awaitEvents(stream, 1);
      assertThat(stream.cursors()).containsExactly(cursor);
    }
  }

  @Test
  void aStreamEndsWithItsToken() throws Exception {
    String token = Backends.tokens().mint(TokenRequest.user(user).validFor(Duration.ofSeconds(2)));
    try (EventStream stream = new EventStream(url.toString(), token)) {
      await().until(stream::hasEnded);
      await().until(() -> open() == 0);
    }
  }

  @Test
  void aUserMayHaveOnlySoManyStreams() throws Exception {
    try (EventStream one = stream("");
        EventStream two = stream("");
        EventStream three = stream("");
        EventStream four = stream("")) {
      assertThat(List.of(one, two, three)).allMatch(s -> s.response().statusCode() == 200);
      assertThat(four.response().statusCode()).isEqualTo(429);
    }
    await().until(() -> open() == 0);
  }

  @Test
  void aClientThatDoesNotReadIsCut() throws Exception {
    double stalled = stalled();
    Sender sender = new Sender(writer);
    long start = sender.send("start", user);
    String large = "x".repeat(4000);
    IntStream.range(0, 3000).forEach(i -> sender.send(large, user));

    try (var socket = new java.net.Socket()) {
      socket.setReceiveBufferSize(4096);
      socket.connect(new java.net.InetSocketAddress(url.getHost(), url.getPort()));
      socket
          .getOutputStream()
          .write(
              "GET %s?after=%d HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                  .formatted(url.getPath(), start, Backends.tokens().mint(user))
                  .getBytes());
      await().until(() -> open() == 1);
      await().atMost(Duration.ofSeconds(40)).until(() -> open() == 0);
      assertThat(stalled()).isEqualTo(stalled + 1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "-1", "1.5", "99999999999999999999"})
  void aPlaceThatIsNoCursorIsRefused(String place) {
    for (var request :
        List.of(given().header("Last-Event-ID", place), given().queryParam("after", place))) {
      request
          .auth()
          .oauth2(Backends.tokens().mint(user))
          .get(url)
          .then()
          .statusCode(400)
          .contentType("application/problem+json");
    }
  }
}
