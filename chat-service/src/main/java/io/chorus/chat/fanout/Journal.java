package io.chorus.chat.fanout;

import io.chorus.chat.ChatConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What was delivered here lately, numbered in the one order in which every event loop of this
 * instance delivers: whoever knows the number of the last event that a client has got, knows where
 * the client stood in each of its topics. Bounded in bytes and in age; what is beyond them is
 * forgotten, the oldest first, and never without being known to be. Thread-safe.
 */
@Singleton
class Journal {
  /** Objects and references around the text of one event, about. */
  private static final int OVERHEAD = 128;

  /**
   * Each process begins to count somewhere below this, so that a number which a client was told by
   * another one is not taken for one of its own.
   */
  private static final long START_BOUND = 1L << 52;

  private record Kept(Page page, Delivery.Past event, long atNanos) {}

  private final long maxBytes;
  private final long maxAgeNanos;
  private final LongSupplier nanos;
  private final long start;
  private final Deque<Kept> kept = new ArrayDeque<>();
  private long bytes;
  private long last;
  private long interruptedAt;
  private boolean keeping;

  @Inject
  Journal(ChatConfig config) {
    this(
        config.recovery().maxBytes(),
        config.recovery().window(),
        System::nanoTime,
        new SecureRandom().nextLong(1, START_BOUND));
  }

  /**
   * @param maxAge zero to keep nothing
   * @param start the number before that of the first event
   */
  Journal(long maxBytes, Duration maxAge, LongSupplier nanos, long start) {
    this.maxBytes = maxBytes;
    this.maxAgeNanos = maxAge.toNanos();
    this.nanos = nanos;
    this.start = start;
    this.last = start;
  }

  /** Keeps from now on what is delivered: somebody may come back for it. */
  synchronized void keep() {
    keeping = maxAgeNanos > 0;
  }

  /** Events may have been missed just now. */
  synchronized void interrupted() {
    interruptedAt = ++last;
  }

  /** Number of the last event. */
  synchronized long last() {
    return last;
  }

  /** Whether {@link #last} has been this number, in this process. */
  synchronized boolean hasBeenAt(long number) {
    return number >= start && number <= last;
  }

  /**
   * What is kept of one topic, for as long as the topic is subscribed. Who asks for it has been
   * there since the place that is asked for, so that nothing was published unheard in between.
   */
  final class Page {
    private final Deque<Delivery.Past> events = new ArrayDeque<>(0);

    /** Nothing up to here is known. */
    private long unknownUpTo;

    /** Numbers an event, before anybody gets it, and keeps it unless it may be dropped. */
    void add(Delivery delivery) {
      synchronized (Journal.this) {
        if (delivery.kind() == Delivery.Kind.HINT) {
          return;
        }
        Delivery.Past event = delivery.numbered(++last);
        if (keeping) {
          events.add(event);
          kept.add(new Kept(this, event, nanos.getAsLong()));
          bytes += event.frame().length + OVERHEAD;
          forget();
        } else {
          unknownUpTo = last;
        }
      }
    }

    /** Adds what came after a number; false where not all of it is known any more. */
    private boolean addAfter(long number, List<Delivery.Past> to) {
      if (Math.max(unknownUpTo, interruptedAt) > number) {
        return false;
      }
      Iterator<Delivery.Past> newestFirst = events.descendingIterator();
      while (newestFirst.hasNext()) {
        Delivery.Past event = newestFirst.next();
        if (event.number() <= number) {
          break;
        }
        to.add(event);
      }
      return true;
    }
  }

  synchronized Page page() {
    return new Page();
  }

  /** A topic's page, and the number of the last event there that is not asked for. */
  record Place(Page page, long after) {}

  /**
   * What came after each of these places.
   *
   * @return in order; null where not all of it is known any more
   */
  synchronized List<Delivery.Past> since(List<Place> places) {
    forget();
    List<Delivery.Past> events = new ArrayList<>();
    for (Place place : places) {
      if (!place.page().addAfter(place.after(), events)) {
        return null;
      }
    }
    events.sort(Comparator.comparingLong(Delivery.Past::number));
    return events;
  }

  private void forget() {
    long oldest = nanos.getAsLong() - maxAgeNanos;
    while (!kept.isEmpty() && (bytes > maxBytes || kept.peek().atNanos() - oldest < 0)) {
      Kept forgotten = kept.poll();
      bytes -= forgotten.event().frame().length + OVERHEAD;
      forgotten.page().events.poll();
      forgotten.page().unknownUpTo = forgotten.event().number();
    }
  }
}
