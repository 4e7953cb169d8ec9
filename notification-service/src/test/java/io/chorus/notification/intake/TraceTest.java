package io.chorus.notification.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.stack.test.Backends;
import io.chorus.stack.token.TokenRequest;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What becomes of a notification, as a trace. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
@TestProfile(TraceTest.Traced.class)
class TraceTest {
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

  @Inject InMemorySpanExporter kept;

  private final String trace = UUID.randomUUID().toString().replace("-", "");

  private SpanData await(Predicate<SpanData> wanted) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                kept.getFinishedSpanItems().stream()
                    .filter(span -> span.getTraceId().equals(trace))
                    .filter(wanted)
                    .toList(),
            spans -> !spans.isEmpty())
        .getFirst();
  }

  @Test
  void aTraceLeadsFromThePostOverTheStatementToThePublication() {
    given()
        .contentType("application/json")
        .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
        .auth()
        .oauth2(Backends.tokens().mint(TokenRequest.user("shop").withRoles("notifier")))
        .body(Map.of("userIds", List.of("ada", "bob"), "type", "order", "message", "shipped"))
        .post("/api/notifications")
        .then()
        .statusCode(202);

    SpanData post = await(span -> span.getName().equals("POST /api/notifications"));
    SpanData statement =
        await(
            span ->
                span.getAttributes()
                    .asMap()
                    .toString()
                    .contains("INSERT INTO notification.notification"));
    SpanData publication = await(span -> span.getName().equals("publish notification"));
    assertThat(post.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
    assertThat(List.of(statement, publication))
        .extracting(SpanData::getParentSpanId)
        .containsOnly(post.getSpanId());
    assertThat(publication.getStartEpochNanos())
        .isGreaterThanOrEqualTo(statement.getEndEpochNanos());
  }
}
