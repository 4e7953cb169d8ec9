package io.chorus.database;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * Lets few statements of a kind be under way at once. The others wait here, in their order: in the
 * pool they would be ahead of whoever asks for a connection after them, for something else. How
 * many may wait is bounded by those who ask. Thread-safe; never blocks.
 */
public final class Turns {
  private final int atOnce;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int underWay;

  public Turns(int atOnce) {
    this.atOnce = atOnce;
  }

  /**
   * Begins when it is its turn, on the caller's context, and goes on to its end, though whoever
   * asked may have given up.
   */
  public <T> Uni<T> take(Supplier<Uni<T>> statement) {
    return Uni.createFrom()
        .emitter(
            emitter ->
                enter(
                    () ->
                        Uni.createFrom()
                            .deferred(statement::get)
                            .onTermination()
                            .invoke(this::leave)
                            .subscribe()
                            .with(emitter::complete, emitter::fail)));
  }

  private void enter(Runnable begin) {
    Context context = Vertx.currentContext();
    synchronized (this) {
      if (underWay == atOnce) {
        waiting.add(context == null ? begin : () -> context.runOnContext(ignored -> begin.run()));
        return;
      }
      underWay++;
    }
    begin.run();
  }

  private void leave() {
    Runnable next;
    synchronized (this) {
      next = waiting.poll();
      if (next == null) {
        underWay--;
      }
    }
    if (next != null) {
      next.run();
    }
  }
}
