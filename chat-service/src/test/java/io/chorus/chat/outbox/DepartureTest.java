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

  @Test
  void theLongerAnswersTakeTheLongerIsWaited() {
    answers(20);
    departure.left(at(100));
    long wait = departure.waitMillis(at(101));

    answers(28);
    departure.left(at(200));

    assertThat(wait).isBetween(3L, 5L);
    assertThat(departure.waitMillis(at(201))).isGreaterThan(wait);
  }

  @Test
  void howeverLongAnswersTakeTheWaitIsShort() {
    answers(5_000);
    departure.left(at(100));

    assertThat(departure.waitMillis(at(101))).isBetween(5L, 10L);
    assertThat(departure.waitMillis(at(120))).isZero();
  }

  private void answers(long millis) {
    for (int n = 0; n < 100; n++) {
      departure.answered(at(millis));
    }
  }
}
