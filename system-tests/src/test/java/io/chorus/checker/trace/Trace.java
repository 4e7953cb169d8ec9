package io.chorus.checker.trace;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * What one observer saw and did, in order, the newest of it. Thread-safe.
 *
 * <p>Every trace of a run counts time from the same moment, so that lines of several can be laid
 * side by side.
 */
public final class Trace {
  private static final int CAPACITY = 150_000;

  private record Entry(long nanos, String what) {}

  private final String observer;
  private final long start;
  private final Deque<Entry> entries = new ArrayDeque<>();

  /**
   * @param start {@link System#nanoTime} at the beginning of the run
   */
  public Trace(String observer, long start) {
    this.observer = observer;
    this.start = start;
  }

  public synchronized void add(String what) {
    if (entries.size() == CAPACITY) {
      entries.removeFirst();
    }
    entries.addLast(new Entry(System.nanoTime() - start, what));
  }

  /** The lines that hold one of these words, each with its time in seconds. */
  public synchronized List<String> mentioning(String... words) {
    return entries.stream()
        .filter(entry -> Arrays.stream(words).anyMatch(entry.what()::contains))
        .map(this::line)
        .toList();
  }

  private String line(Entry entry) {
    return "%9.3f %-8s %s".formatted(entry.nanos() / 1e9, observer, entry.what());
  }
}
