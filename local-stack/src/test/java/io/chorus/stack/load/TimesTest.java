package io.chorus.stack.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimesTest {
  private final Times times = new Times();

  @Test
  void aShareIsKnownToATenthOfItsSize() {
    for (int millis = 1; millis <= 1000; millis++) {
      times.add(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    assertThat(times.millis(0.5)).isCloseTo(500, within(50.0));
    assertThat(times.millis(0.99)).isCloseTo(990, within(99.0));
    assertThat(times.count()).isEqualTo(1000);
  }

  @Test
  void ofNothingItIsNothing() {
    assertThat(times.millis(0.99)).isZero();
  }

  @Test
  void whatIsOutOfAllBoundsIsCountedAtThem() {
    times.add(0);
    times.add(TimeUnit.DAYS.toNanos(1));

    assertThat(times.count()).isEqualTo(2);
    assertThat(times.millis(1)).isGreaterThan(10_000);
  }
}
