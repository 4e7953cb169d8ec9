package io.chorus.http;

import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Bounds the pages that are being read on this instance: few at once, so that readers leave
 * connections to writers; some more wait for their turn, for a while. Those who wait have their
 * turns one caller after the other, however many each has asked for, and no caller has all the
 * places. Thread-safe; never blocks.
 */
@Singleton
public class Readers {
  private static final long MAX_WAIT_MILLIS = 2_000;

  /** Of four places so many may be one caller's, of those to read and of those to wait. */
  private static final int SHARE = 3;

  /** One that waits; it goes on where it came from. */
  private static final class Turn {
    private final String caller;
    private final Context context = Vertx.currentContext();
    private final CompletableFuture<Void> come = new CompletableFuture<>();

    Turn(String caller) {
      this.caller = caller;
    }

    void comes() {
      goOn(() -> come.complete(null));
    }

    void fails(Throwable cause) {
      goOn(() -> come.completeExceptionally(cause));
    }

    private void goOn(Runnable step) {
      if (context == null) {
        step.run();
      } else {
        context.runOnContext(ignored -> step.run());
      }
    }
  }

  private final Vertx vertx;
  private final int atOnce;
  private final Budget budget;

  /** By callers, in the order in which they have their turns. */
  private final SequencedMap<String, Deque<Turn>> waiting = new LinkedHashMap<>();

  private final Map<String, Integer> readingOf = new HashMap<>();
  private int reading;

  Readers(Vertx vertx, HttpBounds bounds, MeterRegistry metrics) {
    this.vertx = vertx;
    this.atOnce = bounds.readersAtOnce();
    this.budget = new Budget("readers", bounds.readers(), metrics);
  }

  /**
   * Reads, when it is its turn. What is begun goes on to its end, and has its turn until then,
   * though whoever asked has gone away: so does the database.
   *
   * @param caller a user's id
   * @return fails with {@code overloaded} where too many wait, or the turn does not come in time
   */
  public <T> Uni<T> read(String caller, Supplier<Uni<T>> page) {
    return Uni.createFrom()
        .deferred(
            () -> {
              if (hasItsShare(caller)) {
                budget.refuse();
                return Uni.createFrom().failure(overloaded());
              }
              return budget.tryTake(1)
                  ? turn(caller, page)
                  : Uni.createFrom().failure(overloaded());
            });
  }

  private synchronized boolean hasItsShare(String caller) {
    Deque<Turn> own = waiting.get(caller);
    return own != null && own.size() * 4L >= budget.bound() * SHARE;
  }

  /** Whether a caller may read one more, where there is a place. */
  private boolean mayRead(String caller) {
    return readingOf.getOrDefault(caller, 0) < Math.max(1, atOnce * SHARE / 4);
  }

  private <T> Uni<T> turn(String caller, Supplier<Uni<T>> page) {
    Turn turn = new Turn(caller);
    enter(turn);
    return Uni.createFrom()
        .completionStage(turn.come)
        .onFailure()
        .invoke(() -> budget.giveBack(1))
        .onCancellation()
        .invoke(() -> abandon(turn))
        .chain(() -> begun(caller, page));
  }

  private <T> Uni<T> begun(String caller, Supplier<Uni<T>> page) {
    Uni<T> reading =
        Uni.createFrom()
            .deferred(page::get)
            .onTermination()
            .invoke(() -> leave(caller))
            .memoize()
            .indefinitely();
    reading.subscribe().with(read -> {}, failure -> {});
    return reading;
  }

  private void enter(Turn turn) {
    synchronized (this) {
      if (reading == atOnce || !mayRead(turn.caller)) {
        waiting.computeIfAbsent(turn.caller, caller -> new ArrayDeque<>()).add(turn);
        vertx.setTimer(MAX_WAIT_MILLIS, ignored -> giveUp(turn));
        return;
      }
      begins(turn.caller);
    }
    turn.come.complete(null);
  }

  private void giveUp(Turn turn) {
    if (isOut(turn)) {
      budget.refuse();
      turn.fails(overloaded());
    }
  }

  /** Its client is gone; where its turn has come just now, another has it. */
  private void abandon(Turn turn) {
    if (isOut(turn)) {
      budget.giveBack(1);
    } else {
      leave(turn.caller);
    }
  }

  /** Takes one out of those who wait; its turn never comes then. */
  private synchronized boolean isOut(Turn turn) {
    Deque<Turn> own = waiting.get(turn.caller);
    boolean removed = own != null && own.remove(turn);
    if (removed && own.isEmpty()) {
      waiting.remove(turn.caller);
    }
    return removed;
  }

  /** The next of the callers who may read; null where none waits. */
  private Turn next() {
    for (String caller : waiting.sequencedKeySet()) {
      if (mayRead(caller)) {
        Deque<Turn> own = waiting.remove(caller);
        Turn next = own.remove();
        if (!own.isEmpty()) {
          waiting.put(caller, own);
        }
        return next;
      }
    }
    return null;
  }

  private void begins(String caller) {
    reading++;
    readingOf.merge(caller, 1, Integer::sum);
  }

  private void leave(String caller) {
    budget.giveBack(1);
    Turn next;
    synchronized (this) {
      reading--;
      readingOf.computeIfPresent(caller, (name, own) -> own == 1 ? null : own - 1);
      next = next();
      if (next != null) {
        begins(next.caller);
      }
    }
    if (next != null) {
      next.comes();
    }
  }

  private static Refusal overloaded() {
    return new Refusal(ErrorCode.OVERLOADED, "too many are reading");
  }
}
