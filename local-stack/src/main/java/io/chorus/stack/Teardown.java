package io.chorus.stack;

import io.chorus.stack.process.StartFailure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/** What has to be undone, last first. It may begin while things are still being set up. */
final class Teardown {
  private final Deque<Runnable> steps = new ArrayDeque<>();
  private final ReentrantLock running = new ReentrantLock();
  private boolean begun;

  /**
   * Remembers a step; call it as soon as there is something to undo.
   *
   * @throws StartFailure if the teardown has begun; the step is then done already
   */
  void add(Runnable step) {
    synchronized (this) {
      if (!begun) {
        steps.push(step);
        return;
      }
    }
    step.run();
    requireNotBegun();
  }

  /**
   * @throws StartFailure if the teardown has begun
   */
  synchronized void requireNotBegun() {
    if (begun) {
      throw new StartFailure("The suite is stopping.");
    }
  }

  /** Returns when all is undone, no matter who does it. A step that fails stops no other. */
  void run() {
    running.lock();
    try {
      RuntimeException failure = null;
      for (Runnable step; (step = next()) != null; ) {
        try {
          step.run();
        } catch (RuntimeException e) {
          failure = e;
        }
      }
      if (failure != null) {
        throw failure;
      }
    } finally {
      running.unlock();
    }
  }

  private synchronized Runnable next() {
    begun = true;
    return steps.poll();
  }
}
