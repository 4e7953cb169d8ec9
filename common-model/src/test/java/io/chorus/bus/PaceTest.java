package io.chorus.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long START = 1_795_000_000_000_000L;
  private static final long HOUR = TimeUnit.HOURS.toMicros(1);
  private static final long ALLOWED = TimeUnit.SECONDS.toMicros(10);

  private final Pace pace = new Pace();

  private static long nanos(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  private static long at(long seconds) {
    return START + TimeUnit.SECONDS.toMicros(seconds);
  }

  private void read(long micros, long second) {
    pace.read(micros, nanos(second), nanos(second));
  }

  @Test
  void aClockOfWhichNothingIsKnownMayShowAnything() {
    assertThat(pace.latest(0)).isEqualTo(Long.MAX_VALUE);
    read(at(0) + HOUR, 0);
    assertThat(pace.takeJump()).isFalse();
  }

  @Test
  void aSteadyClockMayShowWhatHasPassedAndTheTimeOnTheWay() {
    read(at(0), 0);
    read(at(5), 5);

    assertThat(pace.latest(nanos(7))).isEqualTo(at(7) + ALLOWED);
    assertThat(pace.takeJump()).isFalse();
  }

  @Test
  void aJumpAheadThatPassesLeavesNothingBehind() {
    read(at(0), 0);
    read(at(1) + HOUR, 1);
    read(at(40) + HOUR, 40);

    assertThat(pace.latest(nanos(40))).isEqualTo(at(40) + ALLOWED);
    assertThat(pace.takeJump()).isTrue();

    read(at(41), 41);
    assertThat(pace.latest(nanos(41))).isEqualTo(at(41) + ALLOWED);
  }

  @Test
  void aJumpAheadIsFollowedOnceTheClockHasGoneSteadilyForAMinute() {
    read(at(0), 0);
    for (int second = 1; second <= 60; second++) {
      read(at(second) + HOUR, second);
    }
    assertThat(pace.latest(nanos(60))).isEqualTo(at(60) + ALLOWED);

    read(at(61) + HOUR, 61);

    assertThat(pace.latest(nanos(61))).isEqualTo(at(61) + HOUR + ALLOWED);
  }

  @Test
  void aClockThatGoesOnJumpingIsNotFollowed() {
    read(at(0), 0);
    for (int second = 1; second <= 200; second++) {
      read(at(second) + HOUR * (1 + second / 50), second);
    }

    assertThat(pace.latest(nanos(200))).isEqualTo(at(200) + ALLOWED);
  }

  @Test
  void aClockThatComesBackFromAJumpBackIsFollowedAtOnce() {
    read(at(0), 0);
    read(at(1) - HOUR, 1);
    assertThat(pace.takeJump()).isTrue();
    read(at(2) - HOUR, 2);
    assertThat(pace.takeJump()).isFalse();

    read(at(3), 3);

    assertThat(pace.takeJump()).isTrue();
    assertThat(pace.latest(nanos(3))).isEqualTo(at(3) + ALLOWED);
  }

  @Test
  void whoeverWasFrozenOnTheWayHasSeenNoJump() {
    pace.read(at(0), nanos(0), nanos(20));
    pace.read(at(21), nanos(21), nanos(21));
    pace.read(at(45), nanos(22), nanos(45));
    read(at(46), 46);

    assertThat(pace.takeJump()).isFalse();
  }
}
