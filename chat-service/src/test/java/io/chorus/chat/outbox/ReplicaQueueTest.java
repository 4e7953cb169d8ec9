package io.chorus.chat.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.model.ingest.IngestBatch;
import io.chorus.model.message.ChatMessage;
import io.vertx.core.Promise;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplicaQueueTest {
  private final ReplicaQueue queue = new ReplicaQueue();
  private int batches;

  private static Parcel parcel(int bytes) {
    ChatMessage message = new ChatMessage("m", "room", "u1", "Ada", "hi", null, 1, null);
    return new Parcel(Content.of(message, null), bytes, 0, 0, Promise.promise(), ended -> {});
  }

  private static Parcel unanswered(int times) {
    Parcel parcel = parcel(100);
    IntStream.range(0, times).forEach(i -> parcel.failedAt("replica", true));
    return parcel;
  }

  private int nextSize() {
    List<Parcel> next = queue.next();
    if (!next.isEmpty()) {
      queue.sent(new Batch("b" + batches++, "replica", next, 0), 0);
    }
    return next.size();
  }

  @Test
  void aBatchHasSoManyMessagesAtTheMost() {
    IntStream.range(0, 600).forEach(i -> queue.add(parcel(100)));

    assertThat(nextSize()).isEqualTo(IngestBatch.MAX_MESSAGES);
    assertThat(nextSize()).isEqualTo(100);
    assertThat(nextSize()).isZero();
  }

  @Test
  void aBatchHasSoManyBytesAtTheMostUnlessItIsOfOneMessage() {
    IntStream.range(0, 5).forEach(i -> queue.add(parcel(IngestBatch.MAX_BYTES / 2)));
    queue.add(parcel(2 * IngestBatch.MAX_BYTES));

    assertThat(List.of(nextSize(), nextSize(), nextSize(), nextSize())).containsExactly(2, 2, 1, 1);
  }

  @Test
  void soManyBatchesAreUnderWayAtOnceAndNoMore() {
    IntStream.range(0, 6).forEach(i -> queue.add(parcel(IngestBatch.MAX_BYTES)));
    IntStream.range(0, 4).forEach(i -> assertThat(nextSize()).isEqualTo(1));
    assertThat(nextSize()).isZero();

    Batch first = queue.sentBefore(1).getFirst();
    assertThat(queue.settle(first)).isTrue();
    assertThat(queue.settle(first)).isFalse();
    assertThat(nextSize()).isEqualTo(1);
  }

  @Test
  void theMoreOftenNobodyAnsweredTheFewerTravelTogether() {
    assertThat(IntStream.range(0, 20).map(times -> unanswered(times).company()).limit(8))
        .containsExactly(500, 500, 125, 31, 7, 1, 1, 1);
    queue.add(parcel(100));
    queue.add(unanswered(9));
    queue.add(parcel(100));

    assertThat(List.of(nextSize(), nextSize(), nextSize())).containsExactly(1, 1, 1);
  }

  @Test
  void aReplicaThatSaysThatItCannotStoreIsNoReasonToTravelAlone() {
    Parcel parcel = parcel(100);
    IntStream.range(0, 9).forEach(i -> parcel.failedAt("replica", false));

    assertThat(parcel.company()).isEqualTo(IngestBatch.MAX_MESSAGES);
  }

  @Test
  void whatIsDoneDoesNotTravelAndKeepsNothing() {
    Parcel done = parcel(100);
    queue.add(done);
    done.complete(1);

    assertThat(done.content()).isNull();
    assertThat(nextSize()).isZero();
    assertThat(queue.isIdle()).isTrue();
  }
}
