package io.chorus.chat.posting;

import io.chorus.chat.ChatConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether more comes than can be carried out in time. Who sends more is then not read for a moment:
 * it waits in the network, where it costs nothing, and slows its sender down. Read, it would only
 * be refused, and that takes the time that those before it need.
 *
 * <p>Only for as long as something is stored: where the history is away waiting would not help, and
 * live delivery does not wait for it. Nor for long: what comes by HTTP is not held back, and may
 * keep too much under way by itself. Thread-safe; never blocks.
 */
@Singleton
public class Congestion {
  /** Share of the outbox that may be under way. */
  private static final int SHARE = 8;

  private static final long STORES_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long LOOK_MILLIS = 2;
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Let go at each look, as each may bring several messages at once. */
  private static final int AT_ONCE = 64;

  private record Held(Executor loop, Runnable goOn, long sinceNanos) {
    boolean hasWaited() {
      return System.nanoTime() - sinceNanos > LONGEST_NANOS;
    }
  }

  private final Vertx vertx;
  private final int limit;
  private final Counter heldBack;
  private final AtomicInteger underWay = new AtomicInteger();
  private final Queue<Held> held = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile long storedNanos = System.nanoTime() - STORES_NANOS;

  @Inject
  Congestion(Vertx vertx, ChatConfig config, MeterRegistry metrics) {
    this(vertx, config.outbox().capacity(), metrics);
  }

  /**
   * @param capacity of the outbox
   */
  Congestion(Vertx vertx, int capacity, MeterRegistry metrics) {
    this.vertx = vertx;
    this.limit = Math.max(1, capacity / SHARE);
    this.heldBack =
        Counter.builder("chorus.held.back")
            .description("How often a socket was not read for a moment, as too much was under way")
            .register(metrics);
  }

  /** Something is to be stored. */
  void began() {
    underWay.incrementAndGet();
  }

  /** It is stored, or will not be. */
  void ended(AsyncResult<?> outcome) {
    underWay.decrementAndGet();
    if (outcome.succeeded()) {
      storedNanos = System.nanoTime();
    }
  }

  public boolean isHigh() {
    return underWay.get() > limit && System.nanoTime() - storedNanos < STORES_NANOS;
  }

  /**
   * Does this once it is over, or a second has passed, in the order of the calls.
   *
   * @param loop on which it is done
   */
  public void whenOver(Executor loop, Runnable goOn) {
    heldBack.increment();
    held.add(new Held(loop, goOn, System.nanoTime()));
    if (looking.compareAndSet(false, true)) {
      vertx.setTimer(LOOK_MILLIS, ignored -> look());
    }
  }

  private boolean mayGoOn(Held next) {
    return next != null && (!isHigh() || next.hasWaited());
  }

  private void look() {
    for (int n = 0; n < AT_ONCE && mayGoOn(held.peek()); n++) {
      Held next = held.poll();
      next.loop().execute(next.goOn());
    }
    looking.set(false);
    if (!held.isEmpty() && looking.compareAndSet(false, true)) {
      vertx.setTimer(LOOK_MILLIS, ignored -> look());
    }
  }
}
