package io.chorus.chat.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DepartureTest {
  private final Departure departure = new Departure();

  private static long at(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @Test
  void theFirstBatchLeavesAtOnce() {
    assertThat(departure.waitMillis(at(0))).isZero();
  }

  @Test
  void whatComesCloseBehindABatchWaitsForOthers() {
    departure.left(at(10));

    assertThat(departure.waitMillis(at(11))).isBetween(1L, 5L);
  }

  @Test
  void afterASilenceABatchLeavesAtOnce() {
    departure.left(at(10));

    assertThat(departure.waitMillis(at(20))).isZero();
  }
}
