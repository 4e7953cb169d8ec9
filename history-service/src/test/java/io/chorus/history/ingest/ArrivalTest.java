package io.chorus.history.ingest;

import static io.chorus.history.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.model.ingest.IngestBatch;
import io.chorus.model.ingest.IngestBatch.Header;
import io.chorus.model.ingest.IngestBatch.Item;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ArrivalTest {
  private static final long NOW = TimeUnit.HOURS.toMillis(3);

  private static long ageOf(long ageMillis, Long heardAt, long arrivedAt, long now) {
    IngestBatch batch =
        new IngestBatch(
            new Header("1", "r", false, "s", 1, heardAt, null),
            List.of(new Item(ageMillis, message("room", "a", 1))));
    long nanos = TimeUnit.MILLISECONDS.toNanos(arrivedAt);
    return Arrival.of(batch, 100, nanos, 1000)
        .items(TimeUnit.MILLISECONDS.toNanos(now))
        .getFirst()
        .ageMillis();
  }

  @Test
  void aMessageGrowsOlderWhileItWaitsHere() {
    assertThat(ageOf(20, NOW - 10, NOW, NOW + 300)).isEqualTo(320);
  }

  @Test
  void theTimeOnTheWayCounts() {
    assertThat(ageOf(20, NOW - 61_000, NOW, NOW)).isEqualTo(60_020);
  }

  @Test
  void theTimeFromOneAnnouncementToTheNextSaysNothing() {
    assertThat(ageOf(20, NOW - 999, NOW, NOW)).isEqualTo(20);
  }

  @Test
  void ofASenderThatSaysNothingTheTimeOnTheWayIsNotKnown() {
    assertThat(ageOf(20, null, NOW, NOW)).isEqualTo(20);
  }
}
