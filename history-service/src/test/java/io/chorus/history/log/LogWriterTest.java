package io.chorus.history.log;

import static io.chorus.history.Messages.chain;
import static io.chorus.history.Messages.inTime;
import static io.chorus.history.Messages.message;
import static io.chorus.history.Messages.newRoom;
import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.model.ingest.IngestAck;
import io.chorus.model.message.ChatMessage;
import io.chorus.model.message.LogEntry;
import io.chorus.stack.test.Backends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backends.class)
class LogWriterTest {
  @Inject LogWriter writer;
  @Inject Pool pool;

  private final String room = newRoom();

  private static <T> T await(Uni<T> uni) {
    return uni.await().atMost(Duration.ofSeconds(20));
  }

  private List<Long> cursorsHeld() {
    List<Long> cursors = new ArrayList<>();
    await(
            pool.preparedQuery(
                    "SELECT cursor FROM history.message WHERE room_id = $1 ORDER BY cursor")
                .execute(Tuple.of(room)))
        .forEach(row -> cursors.add(row.getLong("cursor")));
    return cursors;
  }

  @Test
  void messagesAreStoredAndAnsweredWithTheirCursors() {
    assertThat(await(writer.store(inTime(chain(room, 500)))).cursors()).hasSize(500).isSorted();
    assertThat(cursorsHeld()).hasSize(500);
  }

  @Test
  void whatGetsTooOldOnItsWayIsNotAddedAndThoseBesideItAre() {
    long now = System.nanoTime();
    LogWriter.Entry late = new LogWriter.Entry(message(room, "late", 1), now);
    LogWriter.Entry inTime =
        new LogWriter.Entry(message(room, "in-time", 2), now + Duration.ofHours(1).toNanos());

    assertThat(await(writer.store(List.of(late, inTime))).cursors())
        .containsExactly(IngestAck.REFUSED, 2L);
    assertThat(cursorsHeld()).containsExactly(2L);
  }

  @Test
  void storingAgainChangesNothingAndAnswersAlike() {
    List<Long> first = await(writer.store(inTime(chain(room, 3)))).cursors();

    LogWriter.Outcome again = await(writer.store(inTime(chain(room, 3))));

    assertThat(again.cursors()).isEqualTo(first);
    assertThat(again.added()).isEmpty();
    assertThat(cursorsHeld()).hasSize(3);
  }

  @Test
  void aMessageSentAgainUnderAnotherCursorKeepsItsFirst() {
    await(writer.store(inTime(List.of(message(room, "same", 10)))));

    LogWriter.Outcome outcome =
        await(writer.store(inTime(List.of(message(room, "new", 20), message(room, "same", 30)))));

    assertThat(outcome.cursors()).containsExactly(20L, 10L);
    assertThat(outcome.added()).extracting(LogEntry::id).containsExactly("new");
    assertThat(cursorsHeld()).containsExactly(10L, 20L);
  }

  @Test
  void theSameMessageTwiceInOneStatementIsOne() {
    ChatMessage message = message(room, "same", 10);

    assertThat(await(writer.store(inTime(List.of(message, message)))).cursors())
        .containsExactly(10L, 10L);
  }

  @Test
  void aMessageWhosePlaceIsTakenIsRefusedAndNotLostSilently() {
    await(writer.store(inTime(List.of(message(room, "first", 10)))));

    assertThat(await(writer.store(inTime(List.of(message(room, "other", 10))))).cursors())
        .containsExactly(IngestAck.REFUSED);
  }

  @Test
  void aMessageThatTheDatabaseRefusesDoesNotHoldBackTheOthers() {
    List<ChatMessage> messages = new ArrayList<>(chain(room, 9));
    messages.set(4, new ChatMessage("bad", room, "u1", "Ada", "a\u0000b", null, 5, null));

    List<Long> held = await(writer.store(inTime(messages))).cursors();

    assertThat(held.get(4)).isEqualTo(IngestAck.REFUSED);
    assertThat(cursorsHeld()).containsExactly(1L, 2L, 3L, 4L, 6L, 7L, 8L, 9L);
  }

  @Test
  void statementsWithTheSameMessagesAtTheSameTimeDoNotHinderEachOther() {
    List<ChatMessage> messages = chain(room, 400);
    List<Uni<LogWriter.Outcome>> writes =
        IntStream.range(0, 6)
            .mapToObj(i -> i % 2 == 0 ? messages : messages.reversed())
            .map(some -> writer.store(inTime(some)))
            .toList();

    List<LogWriter.Outcome> outcomes = await(Uni.join().all(writes).andFailFast());

    assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.cursors()).hasSize(400));
    assertThat(cursorsHeld()).hasSize(400);
  }

  @Test
  void whatIsThereIsFoundAndNothingIsStored() {
    await(writer.store(inTime(List.of(message(room, "there", 10)))));

    assertThat(await(writer.find(List.of(message(room, "there", 30), message(room, "not", 40)))))
        .containsExactly(10L, IngestAck.REFUSED);
    assertThat(cursorsHeld()).containsExactly(10L);
  }

  private LogWriter.Written old(long cursor) {
    return new LogWriter.Written(room, cursor, true, false);
  }

  private LogWriter.Written young(long cursor) {
    return new LogWriter.Written(room, cursor, false, false);
  }

  @Test
  void anOldMessageStoredBehindNewerOnesIsLate() {
    await(writer.store(inTime(List.of(message(room, "newer", 100)))));
    await(writer.store(inTime(List.of(message(room, "b", 50), message(room, "a", 40)))));

    assertThat(await(writer.late(List.of(old(50), old(40))))).isEqualTo(Map.of(room, 40L));
  }

  @Test
  void whatIsYoungOrNewestIsNotLate() {
    await(writer.store(inTime(chain(room, 3))));
    assertThat(await(writer.late(List.of(old(1), old(2), old(3))))).isEmpty();
    assertThat(await(writer.late(List.of(old(1), old(2), young(3))))).isEmpty();

    await(writer.store(inTime(List.of(message(room, "newer", 100)))));
    await(writer.store(inTime(List.of(message(room, "young", 90)))));
    assertThat(await(writer.late(List.of(young(90))))).isEmpty();
  }

  @Test
  void whatNobodyAwaitsAnyMoreIsLateEvenIfItIsTheNewest() {
    await(writer.store(inTime(chain(room, 2))));

    assertThat(await(writer.late(List.of(old(1), new LogWriter.Written(room, 2, true, true)))))
        .isEqualTo(Map.of(room, 2L));
  }
}
