package io.chorus.chat.transport;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.bus.Bus;
import io.chorus.chat.FakeHistory;
import io.chorus.model.ingest.IngestBatch;
import io.chorus.model.ingest.IngestVersion;
import io.chorus.stack.test.Backends;
import io.chorus.stack.test.Carrier;
import io.chorus.stack.test.ChatClient;
import io.chorus.stack.token.TokenRequest;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a message, as a trace, up to where the history goes on with it. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
@TestProfile(TraceTest.Traced.class)
class TraceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  public static final class Traced implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("quarkus.otel.sdk.disabled", "false", "quarkus.otel.bsp.schedule.delay", "100");
    }
  }

  static final class Kept {
    @Produces
    @Singleton
    InMemorySpanExporter spans() {
      return InMemorySpanExporter.create();
    }
  }

  @TestHTTPResource("/")
  URI service;

  @Inject Bus bus;
  @Inject InMemorySpanExporter kept;

  private final String room = "room-" + UUID.randomUUID();
  private FakeHistory history;

  @BeforeEach
  void start() {
    history = new FakeHistory(bus).knowing(IngestVersion.CURRENT);
  }

  @AfterEach
  void stop() {
    history.close();
  }

  /** Trace and span that the history was handed with the only message. */
  private String[] handedOn() {
    IngestBatch batch = history.batches().getLast();
    assertThat(batch.header().traces()).containsOnlyKeys(0);
    return batch.header().traces().get(0).split("-");
  }

  private SpanData span(String traceId, String name) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                kept.getFinishedSpanItems().stream()
                    .filter(span -> span.getTraceId().equals(traceId))
                    .filter(span -> span.getName().equals(name))
                    .toList(),
            spans -> spans.size() == 1)
        .getFirst();
  }

  @ParameterizedTest
  @EnumSource(Carrier.class)
  void aFrameBeginsATraceWithWhichTheHistoryGoesOn(Carrier carrier) {
    String token = Backends.tokens().mint(TokenRequest.user("ada"));
    try (ChatClient ada = ChatClient.connect(carrier, service, token)) {
      ada.request("join_room", Map.of("roomId", room));
      ada.request("send_message", Map.of("roomId", room, "content", "hi"));
    }
    String[] traceparent = handedOn();

    SpanData message = span(traceparent[1], "message");
    SpanData store = span(traceparent[1], "store");
    assertThat(message.getParentSpanId()).isEqualTo(SpanId.getInvalid());
    assertThat(message.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(span(traceparent[1], "stamp").getParentSpanId()).isEqualTo(message.getSpanId());
    assertThat(store.getParentSpanId()).isEqualTo(message.getSpanId());
    assertThat(store.getSpanId()).isEqualTo(traceparent[2]);
  }

  /**
   * @param flags whether the caller keeps it
   */
  private void post(String traceId, String flags) {
    given()
        .contentType("application/json")
        .header("traceparent", "00-" + traceId + "-00f067aa0ba902b7-" + flags)
        .auth()
        .oauth2(Backends.tokens().mint(TokenRequest.user("bot").withRoles("publisher")))
        .body(Map.of("content", "beep"))
        .post("/api/chat/rooms/{room}/messages", room)
        .then()
        .statusCode(201);
  }

  private static String newTrace() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  @Test
  void aPostGoesOnWithItsCallersTrace() {
    String traceId = newTrace();
    post(traceId, "01");

    assertThat(handedOn()[1]).isEqualTo(traceId);
    SpanData post = span(traceId, "POST /api/chat/rooms/{roomId}/messages");
    assertThat(span(traceId, "message").getParentSpanId()).isEqualTo(post.getSpanId());
  }

  @Test
  void whatItsCallerDoesNotKeepIsNotKeptHereEither() {
    post(newTrace(), "00");

    assertThat(history.batches().getLast().header().traces()).isNull();
  }
}
