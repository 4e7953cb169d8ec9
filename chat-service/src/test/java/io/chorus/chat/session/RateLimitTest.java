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

  @Test
  void bytesAreTakenManyAtATimeOrNotAtAll() {
    RateLimit limit = new RateLimit(1000, 2000, 0);

    assertThat(limit.tryAcquire(1500, 0)).isTrue();
    assertThat(limit.tryAcquire(501, 0)).isFalse();
    assertThat(limit.tryAcquire(500, 0)).isTrue();
    assertThat(limit.tryAcquire(1000, SECOND)).isTrue();
  }

  @Test
  void aDebtIsPaidBeforeAnythingElse() {
    RateLimit limit = new RateLimit(1000, 2000, 0);

    limit.take(5000, 0);

    assertThat(limit.isOpen(2 * SECOND)).isFalse();
    assertThat(limit.isOpen(4 * SECOND)).isTrue();
    assertThat(limit.isFull(4 * SECOND)).isFalse();
    assertThat(limit.isFull(5 * SECOND)).isTrue();
  }

  private static int taken(RateLimit limit, int tries, long nowNanos) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      if (limit.tryAcquire(1, nowNanos)) {
        taken++;
      }
    }
    return taken;
  }
}
