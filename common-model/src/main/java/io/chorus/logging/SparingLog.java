package io.chorus.logging;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Says a thing when it is new and then once in an interval: what repeats itself would bury all
 * else. For one caller at a time.
 */
public final class SparingLog {
  private final Logger log;
  private final long intervalNanos;
  private final Map<String, Long> saidNanos = new HashMap<>();

  public SparingLog(Logger log, Duration interval) {
    this.log = log;
    this.intervalNanos = interval.toNanos();
  }

  /** Says it under a key: what has the same key counts as the same, whatever its words. */
  public void say(Logger.Level level, String key, String text) {
    long now = System.nanoTime();
    saidNanos.values().removeIf(said -> now - said >= intervalNanos);
    if (saidNanos.putIfAbsent(key, now) == null) {
      log.log(level, text);
    }
  }

  /** Everything is new again. */
  public void forget() {
    saidNanos.clear();
  }
}
