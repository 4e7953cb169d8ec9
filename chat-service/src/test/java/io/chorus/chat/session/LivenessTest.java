package io.chorus.chat.session;

import static io.chorus.chat.session.Liveness.Verdict.EXPIRED;
import static io.chorus.chat.session.Liveness.Verdict.EXPIRING;
import static io.chorus.chat.session.Liveness.Verdict.FINE;
import static io.chorus.chat.session.Liveness.Verdict.PING_DUE;
import static io.chorus.chat.session.Liveness.Verdict.SILENT;
import static io.chorus.chat.session.Liveness.Verdict.UNREAD;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LivenessTest {
  private static final long NEVER = Long.MAX_VALUE;
  private final Liveness liveness = new Liveness(Duration.ofSeconds(25), Duration.ofSeconds(60), 0);

  private Liveness.Verdict at(int second, long expiresAt) {
    return liveness.check(second * 1000L, second * 1_000_000_000L, expiresAt);
  }

  @Test
  void aConnectionIsPingedAtItsInterval() {
    assertThat(at(24, NEVER)).isEqualTo(FINE);
    assertThat(at(25, NEVER)).isEqualTo(PING_DUE);
    assertThat(at(26, NEVER)).isEqualTo(FINE);
    assertThat(at(50, NEVER)).isEqualTo(PING_DUE);
  }

  @Test
  void silenceEndsIt() {
    liveness.heard(10_000_000_000L);
    assertThat(at(69, NEVER)).isNotEqualTo(SILENT);
    assertThat(at(70, NEVER)).isEqualTo(SILENT);
  }

  @Test
  void whoOnlyWritesDoesNotRead() {
    liveness.heard(10_000_000_000L);
    liveness.stirred();
    assertThat(at(69, NEVER)).isNotEqualTo(UNREAD);
    assertThat(at(70, NEVER)).isEqualTo(UNREAD);
  }

  @Test
  void theEndOfATokenIsToldOnceAndThenCarriedOut() {
    assertThat(at(1, 70_000)).isEqualTo(FINE);
    assertThat(at(10, 70_000)).isEqualTo(EXPIRING);
    assertThat(at(11, 70_000)).isEqualTo(FINE);
    liveness.heard(69_000_000_000L);
    assertThat(at(70, 70_000)).isEqualTo(EXPIRED);
  }

  @Test
  void aRenewedTokenIsWarnedOfAgain() {
    assertThat(at(10, 70_000)).isEqualTo(EXPIRING);
    liveness.renewed();
    assertThat(at(11, 71_000)).isEqualTo(EXPIRING);
  }
}
