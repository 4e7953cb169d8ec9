package io.chorus.model.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.bus.Bus;
import io.chorus.model.ingest.IngestBatch.Header;
import io.chorus.model.ingest.IngestBatch.Item;
import io.chorus.model.message.ChatMessage;
import io.chorus.model.message.LogEntry;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every history replica does with what it is given. */
public abstract class IngestContract {
  /** Older than anything is stored at. */
  private static final long TOO_OLD = 60_000;

  protected final String room = "room-" + UUID.randomUUID();
  private final String replyTo = IngestChannels.acknowledgements(UUID.randomUUID().toString());
  private final Map<String, IngestAck> acks = new ConcurrentHashMap<>();

  /** A bus that the replica is on. */
  protected abstract Bus bus();

  /** The replica, which takes batches. */
  protected abstract String replicaId();

  /** The suite whose messages the replica keeps. */
  protected abstract String suite();

  @BeforeEach
  void listen() throws Exception {
    await(
        bus()
            .subscribe(
                replyTo,
                payload -> {
                  IngestAck ack = IngestAck.read(payload.toString()).orElseThrow();
                  acks.put(ack.batchId(), ack);
                }));
  }

  @AfterEach
  void stopListening() {
    bus().unsubscribe(replyTo);
  }

  protected static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  protected ChatMessage message(String id, long cursor) {
    return message(id, "{\"k\":1.50}", cursor);
  }

  protected ChatMessage message(String id, String metadata, long cursor) {
    return new ChatMessage(id, room, "u1", "Ada", "says " + id, metadata, cursor, cursor - 1);
  }

  protected IngestAck ingest(long ageMillis, LogEntry... entries) {
    return ingest(false, ageMillis, entries);
  }

  protected IngestAck ingest(boolean again, long ageMillis, LogEntry... entries) {
    Header header = header(again, suite(), needs(entries));
    List<Item> items = Stream.of(entries).map(entry -> new Item(ageMillis, entry)).toList();
    return answered(header, new IngestBatch(header, items).text());
  }

  protected Header header(boolean again) {
    return header(again, suite());
  }

  private Header header(boolean again, String suite) {
    return header(again, suite, null);
  }

  private Header header(boolean again, String suite, Integer needs) {
    return new Header(
        UUID.randomUUID().toString(), bus().address(replyTo), again, suite, needs, null, null);
  }

  /** Null where every version takes them. */
  private static Integer needs(LogEntry... entries) {
    boolean plain =
        Stream.of(entries)
            .allMatch(entry -> entry instanceof ChatMessage message && message.replyTo() == null);
    return plain ? null : IngestVersion.LOG;
  }

  protected IngestAck answered(Header header, String text) {
    bus().publish(IngestChannels.batches(replicaId()), text);
    return Awaitility.await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> acks.get(header.id()), ack -> ack != null);
  }

  @Test
  void everyMessageIsAnsweredWithItsCursor() {
    IngestAck ack = ingest(5, message("a", 1), message("b", 2), message("c", 3));

    assertThat(ack.replicaId()).isEqualTo(replicaId());
    assertThat(ack.cursors()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void anEmptyBatchIsAnswered() {
    assertThat(ingest(0).cursors()).isEmpty();
  }

  @Test
  void aMessageGivenAgainKeepsItsFirstCursor() {
    ingest(5, message("a", 1));

    assertThat(ingest(5, message("a", 1), message("b", 2)).cursors()).containsExactly(1L, 2L);
    assertThat(ingest(5, message("a", 9)).cursors()).containsExactly(1L);
  }

  @Test
  void aMessageWhosePlaceIsTakenIsRefused() {
    ingest(5, message("a", 1));

    assertThat(ingest(5, message("b", 1), message("c", 2)).cursors())
        .containsExactly(IngestAck.REFUSED, 2L);
  }

  @Test
  void aMessageThatCannotBeReadIsRefusedAlone() {
    Header header = header(false);
    String text =
        new IngestBatch(header, List.of(new Item(1, message("a", 1)), new Item(1, message("c", 3))))
            .text();
    int second = text.lastIndexOf('\n');

    IngestAck ack =
        answered(header, text.substring(0, second) + "\n1 {\"poison\":[" + text.substring(second));

    assertThat(ack.cursors()).containsExactly(1L, IngestAck.REFUSED, 3L);
  }

  @Test
  void whatSomebodyElseCouldNotReadIsStored() {
    assertThat(
            ingest(
                    1,
                    message("deep", "[".repeat(62) + "]".repeat(62), 1),
                    message("long", "9".repeat(998) + "E5", 2))
                .cursors())
        .containsExactly(1L, 2L);
  }

  @Test
  void whatIsTooOldForItsPlaceIsRefused() {
    assertThat(ingest(TOO_OLD, message("a", 1)).cursors()).containsExactly(IngestAck.REFUSED);
    assertThat(ingest(1, message("a", 2)).cursors()).containsExactly(2L);
  }

  @Test
  void whatIsThereIsAcknowledgedAtAnyAge() {
    ingest(1, message("a", 1));

    assertThat(ingest(TOO_OLD, message("a", 1)).cursors()).containsExactly(1L);
  }

  @Test
  void itSaysOfWhichSuiteItIs() {
    assertThat(ingest(1, message("a", 1)).suite()).isEqualTo(suite());
  }

  @Test
  void aBatchOfAnotherSuiteIsGivenBackAndNothingOfItIsStored() {
    Header foreign = header(false, "another-suite");
    ChatMessage message = message("a", 1);

    assertThat(
            answered(foreign, new IngestBatch(foreign, List.of(new Item(1, message))).text())
                .cursors())
        .isNull();
    assertThat(ingest(TOO_OLD, message).cursors()).containsExactly(IngestAck.REFUSED);
  }

  @Test
  void aBatchOfASenderThatKnowsNoSuitesIsStored() {
    Header first = header(false, null);

    assertThat(
            answered(first, new IngestBatch(first, List.of(new Item(1, message("a", 1)))).text())
                .cursors())
        .containsExactly(1L);
  }

  @Test
  void contentThatItDoesNotKnowIsRefusedAloneAndWithAReason() {
    Header header = header(false);
    String text = new IngestBatch(header, List.of(new Item(1, message("a", 1)))).text();
    String edit = text.substring(text.lastIndexOf('\n'), text.length() - 1) + ",\"kind\":\"edit\"}";

    IngestAck ack = answered(header, text + edit.replace("\"a\"", "\"b\""));

    assertThat(ack.cursors()).containsExactly(1L, IngestAck.REFUSED);
    assertThat(ack.reason(1)).isEqualTo("unknown_content");
    assertThat(ingest(TOO_OLD, message("b", 1)).cursors()).containsExactly(IngestAck.REFUSED);
  }

  @Test
  void aBatchThatNeedsANewerReplicaIsGivenBackAndNothingOfItIsStored() {
    String id = UUID.randomUUID().toString();
    int newer = IngestVersion.CURRENT + 1;
    Header header = new Header(id, bus().address(replyTo), false, suite(), newer, null, null);
    ChatMessage message = message("a", 1);

    assertThat(
            answered(header, new IngestBatch(header, List.of(new Item(1, message))).text())
                .cursors())
        .isNull();
    assertThat(ingest(TOO_OLD, message).cursors()).containsExactly(IngestAck.REFUSED);
  }

  @Test
  void itSaysWhyItRefuses() {
    ingest(1, message("a", 1));

    assertThat(ingest(TOO_OLD, message("b", 2)).reason(0)).isEqualTo("too_late");
    assertThat(ingest(1, message("c", 1)).reason(0)).isEqualTo("not_storable");
  }

  @Test
  void whatIsNoBatchIsPassedOver() {
    bus().publish(IngestChannels.batches(replicaId()), "nonsense");
    bus().publish(IngestChannels.batches(replicaId()), "");

    assertThat(ingest(1, message("a", 1)).cursors()).containsExactly(1L);
  }
}
