package io.chorus.chat.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AttentionTest {
  private final Attention attention = new Attention(100, 0);

  private long millisAfterTickAt(long millis) {
    attention.tick(TimeUnit.MILLISECONDS.toNanos(millis));
    return TimeUnit.NANOSECONDS.toMillis(attention.nanos());
  }

  @Test
  void timePassesAsItDoesForALoopThatIsNotLate() {
    assertThat(millisAfterTickAt(50)).isEqualTo(50);
    assertThat(millisAfterTickAt(120)).isEqualTo(120);
  }

  @Test
  void whatALoopWasTooBusyForIsNobodysSilence() {
    assertThat(millisAfterTickAt(5_000)).isEqualTo(100);
    // Ticks that were late come close behind each other.
    assertThat(millisAfterTickAt(5_001)).isEqualTo(101);
    assertThat(millisAfterTickAt(5_051)).isEqualTo(151);
  }
}
