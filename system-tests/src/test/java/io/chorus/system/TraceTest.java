package io.chorus.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.chorus.stack.Suite;
import io.chorus.stack.SuiteOptions;
import io.chorus.stack.test.ChatClient;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of a message's way through the suite. */
class TraceTest {
  @TempDir static Path folder;

  private static Collector collector;
  private static Suite suite;

  @BeforeAll
  static void start() {
    collector = new Collector();
    suite =
        Suite.start(
            SuiteOptions.in(Path.of(".."))
                .apartIn(folder)
                .withEnvironment(collector.environment()));
  }

  @AfterAll
  static void stop() {
    if (suite != null) {
      suite.stop();
    }
    collector.close();
  }

  /** The room in which it was said. */
  private static String saidHi(String userId) {
    String room = "room-" + UUID.randomUUID();
    try (ChatClient client =
        ChatClient.connect(URI.create(suite.chat(0).url()), suite.tokens().mint(userId))) {
      client.request("join_room", Map.of("roomId", room));
      client.request("send_message", Map.of("roomId", room, "content", "hi"));
    }
    return room;
  }

  private static Span await(Predicate<Span> wanted) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> collector.spans().stream().filter(wanted).toList(), it -> !it.isEmpty())
        .getFirst();
  }

  private static Span part(Span of, String name) {
    return await(it -> it.getParentSpanId().equals(of.getSpanId()) && it.getName().equals(name));
  }

  @Test
  void oneTraceLeadsFromAFrameOverTheBusToTheCommitAndBack() {
    String room = saidHi("ada");

    Span message = await(it -> it.getName().equals("message"));
    Span stamp = part(message, "stamp");
    Span store = part(message, "store");
    Span storing = part(store, "store in log");
    Span statement =
        await(
            it ->
                it.getParentSpanId().equals(storing.getSpanId())
                    && it.toString().contains("INSERT INTO history.message"));

    assertThat(message.getParentSpanId()).isEqualTo(ByteString.EMPTY);
    assertThat(List.of(stamp, store, storing, statement))
        .extracting(Span::getTraceId)
        .containsOnly(message.getTraceId());
    assertThat(message.toString()).doesNotContain(room, "ada");
  }

  @Test
  void whatServicesDoForThemselvesIsNoTrace() {
    saidHi("bob");
    await(it -> it.getName().equals("store in log"));

    // By now there were heartbeats, announcements, and probes of the database.
    assertThat(collector.spans())
        .filteredOn(it -> it.getParentSpanId().isEmpty())
        .extracting(Span::getKind)
        .doesNotContain(SpanKind.SPAN_KIND_CLIENT, SpanKind.SPAN_KIND_PRODUCER);
  }
}
