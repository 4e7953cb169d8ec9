package io.chorus.history.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.model.ingest.IngestBatch;
import io.chorus.model.ingest.IngestBatch.Header;
import io.chorus.model.ingest.IngestBatch.Item;
import io.chorus.model.message.ChatMessage;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private static Arrival arrival(int messages, int bytes) {
    Item item = new Item(7, new ChatMessage("m", "r", "u", "u", "c", null, 1, null));
    return new Arrival(
        new IngestBatch(
            new Header("1", "r", false, null, null, null, null),
            Collections.nCopies(messages, item)),
        bytes,
        0,
        0);
  }

  @Test
  void soManyMessagesWaitAndNoMore() {
    Backlog backlog = new Backlog(10, 1000);
    assertThat(backlog.offer(arrival(6, 1))).isTrue();
    assertThat(backlog.offer(arrival(5, 1))).isFalse();
    assertThat(backlog.offer(arrival(4, 1))).isTrue();

    backlog.poll();

    assertThat(backlog.offer(arrival(10, 1))).isTrue();
  }

  @Test
  void soManyBytesWaitAndNoMore() {
    Backlog backlog = new Backlog(10, 1000);
    assertThat(backlog.offer(arrival(1, 600))).isTrue();
    assertThat(backlog.offer(arrival(1, 401))).isFalse();
    assertThat(backlog.offer(arrival(1, 400))).isTrue();

    backlog.poll();

    assertThat(backlog.offer(arrival(1, 1000))).isTrue();
  }

  @Test
  void oneStatementTakesWhatFits() {
    Backlog backlog = new Backlog(10_000, 100 << 20);
    for (int messages : List.of(300, 200, 1, 600)) {
      backlog.offer(arrival(messages, 10));
    }
    backlog.offer(arrival(1, 900 * 1024));
    backlog.offer(arrival(1, 900 * 1024));

    assertThat(backlog.poll()).hasSize(2);
    assertThat(backlog.poll()).hasSize(1);
    assertThat(backlog.poll()).hasSize(1);
    assertThat(backlog.poll()).hasSize(1);
    assertThat(backlog.poll()).hasSize(1);
    assertThat(backlog.isEmpty()).isTrue();
  }

  @Test
  void aMessageAgesWhileItWaits() {
    assertThat(arrival(1, 1).items(TimeUnit.MILLISECONDS.toNanos(12)).getFirst().ageMillis())
        .isEqualTo(19);
  }
}
