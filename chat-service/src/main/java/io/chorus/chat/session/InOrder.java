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
  private final int capacity;
  private final Deque<Supplier<Future<?>>> waiting = new ArrayDeque<>();
  private boolean busy;

  InOrder(int capacity) {
    this.capacity = capacity;
  }

  /** Runs a step now, or when those before it are done; false when too many wait. */
  boolean run(Supplier<Future<?>> step) {
    if (!busy) {
      start(step);
      return true;
    }
    return waiting.size() < capacity && waiting.add(step);
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
      start(waiting.poll());
    }
  }
}
