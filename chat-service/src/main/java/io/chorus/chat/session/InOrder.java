package io.chorus.chat.session;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Runs a session's steps one after the other: one that takes its time, such as a join, holds back
 * those behind it, so that a client need not wait for its reply before it sends. Belongs to one
 * event loop, on which the steps' futures complete.
 */
final class InOrder {
  private record Waiting(Supplier<Future<?>> step, int bytes) {}

  private final int maxSteps;
  private final int maxBytes;
  private final Deque<Waiting> waiting = new ArrayDeque<>(0);
  private int bytes;
  private boolean busy;

  /**
   * @param maxSteps how many may wait
   * @param maxBytes how much they may hold together
   */
  InOrder(int maxSteps, int maxBytes) {
    this.maxSteps = maxSteps;
    this.maxBytes = maxBytes;
  }

  /**
   * Runs a step now, or when those before it are done; false when too many wait, or hold too much.
   *
   * @param held bytes that it holds while it waits
   */
  boolean run(int held, Supplier<Future<?>> step) {
    if (!busy) {
      start(step);
      return true;
    }
    if (waiting.size() >= maxSteps || bytes + held > maxBytes) {
      return false;
    }
    bytes += held;
    return waiting.add(new Waiting(step, held));
  }

  private void start(Supplier<Future<?>> step) {
    Future<?> done = step.get();
    if (!done.isComplete()) {
      busy = true;
      done.onComplete(ignored -> next());
    }
  }

  private void next() {
    busy = false;
    while (!busy && !waiting.isEmpty()) {
      Waiting next = waiting.poll();
      bytes -= next.bytes;
      start(next.step);
    }
  }
}
