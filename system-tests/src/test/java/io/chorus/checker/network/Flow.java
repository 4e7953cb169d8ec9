package io.chorus.checker.network;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * One direction of one connection: passes on what comes when the link lets it, all of it and in its
 * order. Its source is paused while 1 MiB waits. Belongs to the network's event loop.
 */
final class Flow {
  private static final int MAX_WAITING = 1 << 20;

  private record Piece(Buffer bytes, long due) {}

  private final Vertx vertx;
  private final NetSocket from;
  private final NetSocket to;
  private final Direction direction;
  private final Supplier<Condition> condition;
  private final Rewriting rewriting;
  private final RandomGenerator random;
  private final Deque<Piece> waiting = new ArrayDeque<>();
  private long bytes;
  private long lastDue;
  private boolean timed;
  private boolean ended;

  Flow(
      Vertx vertx,
      NetSocket from,
      NetSocket to,
      Direction direction,
      Supplier<Condition> condition,
      Rewriting rewriting,
      RandomGenerator random) {
    this.vertx = vertx;
    this.from = from;
    this.to = to;
    this.direction = direction;
    this.condition = condition;
    this.rewriting = rewriting;
    this.random = random;
  }

  void begin() {
    from.handler(this::take);
    from.endHandler(
        ignored -> {
          ended = true;
          proceed();
        });
    to.drainHandler(ignored -> proceed());
    from.resume();
  }

  private void take(Buffer came) {
    Buffer passed = rewriting.take(came);
    if (passed.length() == 0) {
      return;
    }
    lastDue = condition.get().due(System.nanoTime(), lastDue, passed.length(), random);
    waiting.add(new Piece(passed, lastDue));
    bytes += passed.length();
    if (bytes > MAX_WAITING) {
      from.pause();
    }
    proceed();
  }

  /** Passes on what may go now. To be called when the condition has changed. */
  void proceed() {
    while (!waiting.isEmpty() && !to.writeQueueFull()) {
      if (condition.get().holds(direction)) {
        return;
      }
      long wait = waiting.peek().due() - System.nanoTime();
      if (condition.get().isSlow() && wait > 0) {
        proceedAfter(wait);
        return;
      }
      Piece next = waiting.poll();
      bytes -= next.bytes().length();
      to.write(next.bytes());
    }
    if (ended && waiting.isEmpty() && !condition.get().holds(direction)) {
      to.close();
    } else if (!ended && bytes < MAX_WAITING) {
      from.resume();
    }
  }

  private void proceedAfter(long nanos) {
    if (!timed) {
      timed = true;
      vertx.setTimer(
          TimeUnit.NANOSECONDS.toMillis(nanos) + 1,
          ignored -> {
            timed = false;
            proceed();
          });
    }
  }
}
