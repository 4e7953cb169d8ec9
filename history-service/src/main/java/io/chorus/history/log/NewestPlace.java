package io.chorus.history.log;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How far the log has come: the newest cursor in it, of any room, as far as this replica knows.
 * What others add is theirs to tell. Thread-safe.
 */
@Singleton
public class NewestPlace {
  private final MessageLog log;
  private final AtomicLong cursor = new AtomicLong();

  NewestPlace(MessageLog log) {
    this.log = log;
  }

  /** Asks the log. */
  public Uni<Long> learn() {
    return log.newestPlace().invoke(this::noted);
  }

  /** Notes that this is in the log. */
  void noted(long added) {
    cursor.accumulateAndGet(added, Math::max);
  }

  /** 0 where the log is empty. */
  public long cursor() {
    return cursor.get();
  }
}
