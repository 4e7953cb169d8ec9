package io.chorus.chat.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimitTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void aBurstIsAllowedAndThenTheRate() {
    RateLimit limit = new RateLimit(20, 40, 0);

    assertThat(taken(limit, 100, 0)).isEqualTo(40);
    assertThat(taken(limit, 100, SECOND)).isEqualTo(20);
    assertThat(taken(limit, 100, SECOND + SECOND / 2)).isEqualTo(10);
  }

  @Test
  void restDoesNotAddUpBeyondTheBurst() {
    RateLimit limit = new RateLimit(20, 40, 0);

    assertThat(taken(limit, 100, 3600 * SECOND)).isEqualTo(40);
  }

  private static int taken(RateLimit limit, int tries, long nowNanos) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      if (limit.tryAcquire(nowNanos)) {
        taken++;
      }
    }
    return taken;
  }
}
