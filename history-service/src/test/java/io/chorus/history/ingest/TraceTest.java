package io.chorus.history.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.bus.Bus;
import io.chorus.bus.InstanceId;
import io.chorus.history.Messages;
import io.chorus.history.log.MessageLog;
import io.chorus.model.ingest.IngestAck;
import io.chorus.model.ingest.IngestBatch;
import io.chorus.model.ingest.IngestBatch.Header;
import io.chorus.model.ingest.IngestBatch.Item;
import io.chorus.model.ingest.IngestChannels;
import io.chorus.stack.test.Backends;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the log adds to the traces of those who write. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
@TestProfile(TraceTest.Traced.class)
class TraceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String STORING = "store in log";

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

  @Inject Bus bus;
  @Inject InstanceId replica;
  @Inject MessageLog log;
  @Inject InMemorySpanExporter kept;

  private final String room = Messages.newRoom();
  private final String answers = "answers-" + UUID.randomUUID();
  private final List<IngestAck> acks = new CopyOnWriteArrayList<>();

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @BeforeEach
  void listen() throws Exception {
    await(bus.subscribe(answers, ack -> IngestAck.read(ack.toString()).ifPresent(acks::add)));
    String channel = IngestChannels.batches(replica.value());
    Awaitility.await().atMost(PATIENCE).until(() -> await(bus.publish(channel, "")) == 1);
  }

  @AfterEach
  void leave() {
    bus.unsubscribe(answers);
  }

  private static String newTrace() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  private static String traceparent(String traceId, String flags) {
    return "00-" + traceId + "-00f067aa0ba902b7-" + flags;
  }

  /** Sends a batch of as many messages as are said and awaits that they are stored. */
  private void ingest(int messages, Map<Integer, String> traces) {
    String suite = log.suite().await().atMost(PATIENCE);
    Header header = new Header(room, bus.address(answers), false, suite, null, null, traces);
    List<Item> items =
        Messages.chain(room, messages).stream().map(message -> new Item(1, message)).toList();
    bus.publish(IngestChannels.batches(replica.value()), new IngestBatch(header, items).text());
    Awaitility.await().atMost(PATIENCE).until(() -> acks.size() == 1);
    assertThat(acks.getFirst().accountsFor(messages)).isTrue();
  }

  private SpanData await(Predicate<SpanData> wanted) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> kept.getFinishedSpanItems().stream().filter(wanted).toList(),
            spans -> !spans.isEmpty())
        .getFirst();
  }

  @Test
  void aMessageThatIsTracedIsStoredWithinItsTrace() {
    String trace = newTrace();
    ingest(3, Map.of(1, traceparent(trace, "01"), 2, traceparent(newTrace(), "00")));

    SpanData storing =
        await(span -> span.getTraceId().equals(trace) && span.getName().equals(STORING));
    assertThat(storing.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
    assertThat(storing.getKind()).isEqualTo(SpanKind.CONSUMER);
    assertThat(storing.getAttributes().asMap().toString()).contains("message_count=3");
    SpanData statement = await(span -> span.getParentSpanId().equals(storing.getSpanId()));
    assertThat(statement.getTraceId()).isEqualTo(trace);
    assertThat(statement.getAttributes().asMap().toString())
        .contains("INSERT INTO history.message");
    assertThat(statement.getEndEpochNanos()).isLessThanOrEqualTo(storing.getEndEpochNanos());
  }

  @Test
  void messagesOfSeveralTracesShareAStatementThatNamesThem() {
    String one = newTrace();
    String two = newTrace();
    ingest(2, Map.of(0, traceparent(one, "01"), 1, traceparent(two, "01")));

    SpanData storing =
        await(
            span ->
                span.getLinks().stream()
                    .map(LinkData::getSpanContext)
                    .map(SpanContext::getTraceId)
                    .toList()
                    .containsAll(List.of(one, two)));
    assertThat(storing.getName()).isEqualTo(STORING);
    await(span -> span.getParentSpanId().equals(storing.getSpanId()));
  }

  @Test
  void whatAServiceDoesForItselfIsInNoTrace() {
    String trace = newTrace();
    ingest(1, Map.of(0, traceparent(trace, "01")));
    await(span -> span.getTraceId().equals(trace) && span.getName().equals(STORING));

    // By now the log was probed, announcements were sent, and words were taken.
    assertThat(kept.getFinishedSpanItems())
        .filteredOn(span -> span.getKind() == SpanKind.CLIENT)
        .allMatch(span -> span.getParentSpanContext().isValid())
        .noneMatch(span -> span.getAttributes().asMap().toString().contains("history.searchable"));
  }
}
