package io.chorus.checker.network;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** How a link is. */
public enum Condition {
  OPEN,
  /** No connection is left, and each new one is closed at once. */
  CUT,
  /** What is sent by those who have connected waits, and comes when this is over. */
  DEAF,
  /** What is sent to those who have connected waits, and comes when this is over. */
  MUTE,
  /** Both wait, and nobody is told. */
  SILENT,
  /** Connections that were there are gone, without those who made them being told, for good. */
  HALF_OPEN,
  /** Everything takes 50 to 150 ms longer, in its order. */
  DELAYED,
  /** Each connection carries 64 KiB a second in each direction. */
  THROTTLED;

  private static final long SHORTEST_DELAY = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long DELAY_SPREAD = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long BYTES_A_SECOND = 64 << 10;

  boolean holds(Direction direction) {
    return switch (this) {
      case SILENT -> true;
      case DEAF -> direction == Direction.UP;
      case MUTE -> direction == Direction.DOWN;
      case OPEN, CUT, HALF_OPEN, DELAYED, THROTTLED -> false;
    };
  }

  /** When what comes now may go on, after what came before it. */
  long due(long now, long dueBefore, int bytes, RandomGenerator random) {
    return switch (this) {
      case DELAYED -> Math.max(dueBefore, now + SHORTEST_DELAY + random.nextLong(DELAY_SPREAD));
      case THROTTLED ->
          Math.max(dueBefore, now) + TimeUnit.SECONDS.toNanos(1) * bytes / BYTES_A_SECOND;
      case OPEN, CUT, DEAF, MUTE, SILENT, HALF_OPEN -> now;
    };
  }

  boolean isSlow() {
    return this == DELAYED || this == THROTTLED;
  }
}
