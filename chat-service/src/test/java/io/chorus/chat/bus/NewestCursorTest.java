package io.chorus.chat.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NewestCursorTest {
  private static final Duration PAST = Duration.ofSeconds(5);

  private long nanos = 77;
  private final NewestCursor newest = new NewestCursor(() -> nanos);

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  @Test
  void whereNothingWasSeenThereIsNoPlace() {
    assertThat(newest.value()).isZero();
    assertThat(newest.before(PAST)).isEmpty();
  }

  @Test
  void thePlaceLiesTheTimeBeforeTheNewestWhateverAnyClockSays() {
    newest.seen(1_000_000_000);
    newest.seen(999_000_000);

    assertThat(newest.value()).isEqualTo(1_000_000_000);
    assertThat(newest.before(PAST)).hasValue(995_000_000);
  }

  @Test
  void timeThatHasPassedSinceIsLessToGoBack() {
    newest.seen(1_000_000_000);
    pass(Duration.ofSeconds(2));
    assertThat(newest.before(PAST)).hasValue(1_000_000_000 - TimeUnit.SECONDS.toMicros(3));

    pass(Duration.ofHours(1));
    assertThat(newest.before(PAST)).hasValue(1_000_000_000);
  }
}
