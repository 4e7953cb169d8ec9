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
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Bounds the pages that are being read on this instance: few at once, so that readers leave
 * connections to writers; some more wait for their turn, for a while. Thread-safe; never blocks.
 */
@Singleton
public class Readers {
  private static final long MAX_WAIT_MILLIS = 2_000;

  /** One that waits; it goes on where it came from. */
  private static final class Turn {
    private final Context context = Vertx.currentContext();
    private final CompletableFuture<Void> come = new CompletableFuture<>();

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
  private final Deque<Turn> waiting = new ArrayDeque<>();
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
   * @return fails with {@code overloaded} where too many wait, or the turn does not come in time
   */
  public <T> Uni<T> read(Supplier<Uni<T>> page) {
    return Uni.createFrom()
        .deferred(
            () -> {
              if (!budget.tryTake(1)) {
                return Uni.createFrom().failure(overloaded());
              }
              return turn(page);
            });
  }

  private <T> Uni<T> turn(Supplier<Uni<T>> page) {
    Turn turn = new Turn();
    enter(turn);
    return Uni.createFrom()
        .completionStage(turn.come)
        .onFailure()
        .invoke(() -> budget.giveBack(1))
        .onCancellation()
        .invoke(() -> abandon(turn))
        .chain(() -> begun(page));
  }

  private <T> Uni<T> begun(Supplier<Uni<T>> page) {
    Uni<T> reading =
        Uni.createFrom()
            .deferred(() -> page.get())
            .onTermination()
            .invoke(this::leave)
            .memoize()
            .indefinitely();
    reading.subscribe().with(read -> {}, failure -> {});
    return reading;
  }

  private void enter(Turn turn) {
    synchronized (this) {
      if (reading == atOnce) {
        waiting.add(turn);
        vertx.setTimer(MAX_WAIT_MILLIS, ignored -> giveUp(turn));
        return;
      }
      reading++;
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
      leave();
    }
  }

  /** Takes one out of those who wait; its turn never comes then. */
  private synchronized boolean isOut(Turn turn) {
    return waiting.remove(turn);
  }

  private void leave() {
    budget.giveBack(1);
    Turn next;
    synchronized (this) {
      next = waiting.poll();
      if (next == null) {
        reading--;
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
