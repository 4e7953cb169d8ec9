package io.chorus.logging;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Says a thing when it is new and then once in an interval: what repeats itself would bury all
 * else. Thread-safe.
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
    if (isNew(key)) {
      log.log(level, text);
    }
  }

  private synchronized boolean isNew(String key) {
    long now = System.nanoTime();
    saidNanos.values().removeIf(said -> now - said >= intervalNanos);
    return saidNanos.putIfAbsent(key, now) == null;
  }

  /** Everything is new again. */
  public synchronized void forget() {
    saidNanos.clear();
  }
}
