package io.chorus.chat.transport.engineio;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Timers whose time goes on when a test says so. */
public final class ManualTimers implements Timers {
  private static final class Entry {
    final long at;
    final Runnable action;

    Entry(long at, Runnable action) {
      this.at = at;
      this.action = action;
    }

    long at() {
      return at;
    }
  }

  private final List<Entry> entries = new ArrayList<>();
  private long now;

  @Override
  public Timer after(Duration delay, Runnable action) {
    Entry entry = new Entry(now + delay.toMillis(), action);
    entries.add(entry);
    return () -> entries.remove(entry);
  }

  public void pass(long millis) {
    long until = now + millis;
    while (true) {
      Entry next =
          entries.stream()
              .filter(entry -> entry.at <= until)
              .min(Comparator.comparingLong(Entry::at))
              .orElse(null);
      if (next == null) {
        break;
      }
      entries.remove(next);
      now = next.at;
      next.action.run();
    }
    now = until;
  }

  int pending() {
    return entries.size();
  }
}
