package io.chorus.stack.process;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps one program running: whenever its process dies it is started again, after a delay that
 * grows from 100 ms to 1 s while it keeps dying young. Thread-safe; the listener is called on a
 * virtual thread.
 */
public final class Supervised {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration READY_AGAIN = Duration.ofMinutes(2);
  private static final long FIRST_DELAY_MILLIS = 100;
  private static final long LONGEST_DELAY_MILLIS = 1_000;
  private static final Duration YOUNG = Duration.ofSeconds(10);
  private static final Executor THREADS = Thread::startVirtualThread;

  private enum State {
    STOPPED,
    STARTING,
    KEPT_UP
  }

  private final Roster roster;
  private final Program program;
  private final Consumer<Supervised> restarted;
  private State state = State.STOPPED;
  private Child child;
  private long launchedAt;
  private long delayMillis = FIRST_DELAY_MILLIS;

  /**
   * @param restarted told each time a new process serves in place of one that died
   */
  public Supervised(Roster roster, Program program, Consumer<Supervised> restarted) {
    this.roster = roster;
    this.program = program;
    this.restarted = restarted;
  }

  public Program program() {
    return program;
  }

  /** The pid of the newest process, 0 before the first. */
  public synchronized long pid() {
    return child == null ? 0 : child.pid();
  }

  /**
   * Starts the program and returns when it serves.
   *
   * @throws StartFailure if it ends or does not serve within the bound; nothing runs then
   */
  public void start(Duration bound) {
    Child started;
    synchronized (this) {
      if (state != State.STOPPED) {
        throw new IllegalStateException(program.name() + " runs already");
      }
      state = State.STARTING;
      try {
        started = launch();
      } catch (StartFailure e) {
        state = State.STOPPED;
        throw e;
      }
    }
    boolean serves = servesWithin(started, bound);
    synchronized (this) {
      if (serves && state == State.STARTING && child == started) {
        state = State.KEPT_UP;
        watch(started);
        return;
      }
      state = State.STOPPED;
    }
    boolean died = !started.alive();
    started.kill();
    throw new StartFailure(
        died
            ? "%s ended while starting; see %s.".formatted(program.name(), program.log())
            : "%s was not ready within %d s; see %s."
                .formatted(program.name(), bound.toSeconds(), program.log()));
  }

  /**
   * Starts the program again after {@link #stop}, and returns at once: it is kept up from now on,
   * whenever it serves.
   *
   * @throws StartFailure if no process can be made
   */
  public synchronized void resume() {
    if (state != State.STOPPED) {
      throw new IllegalStateException(program.name() + " runs already");
    }
    state = State.KEPT_UP;
    try {
      watch(launch());
    } catch (StartFailure e) {
      state = State.STOPPED;
      throw e;
    }
  }

  /** Ends the process in order, or by force when patience runs out; it is not started again. */
  public void stop(Duration patience) {
    Child last;
    synchronized (this) {
      state = State.STOPPED;
      last = child;
    }
    if (last != null) {
      last.stop(patience);
    }
  }

  /** Kills the process as a crash would. One that is kept up comes back. */
  public void kill() {
    Child victim;
    synchronized (this) {
      victim = child;
    }
    if (victim != null) {
      victim.kill();
    }
  }

  private Child launch() {
    launchedAt = System.nanoTime();
    child = roster.launch(program);
    return child;
  }

  private void watch(Child watched) {
    watched.ended().thenAccept(status -> relaunchLater(watched));
  }

  private synchronized void relaunchLater(Child dead) {
    if (state != State.KEPT_UP || child != dead) {
      return;
    }
    boolean diedYoung = System.nanoTime() - launchedAt < YOUNG.toNanos();
    delayMillis = diedYoung ? Math.min(delayMillis * 2, LONGEST_DELAY_MILLIS) : FIRST_DELAY_MILLIS;
    CompletableFuture.delayedExecutor(delayMillis, TimeUnit.MILLISECONDS, THREADS)
        .execute(() -> relaunch(dead));
  }

  private void relaunch(Child dead) {
    Child next;
    synchronized (this) {
      if (state != State.KEPT_UP || child != dead) {
        return;
      }
      try {
        next = launch();
      } catch (StartFailure e) {
        relaunchLater(dead);
        return;
      }
      watch(next);
    }
    if (servesWithin(next, READY_AGAIN)) {
      restarted.accept(this);
    }
  }

  private boolean servesWithin(Child starting, Duration bound) {
    long deadline = System.nanoTime() + bound.toNanos();
    while (System.nanoTime() < deadline && !starting.endsWithin(POLL)) {
      if (program.ready().answers()) {
        return starting.alive();
      }
    }
    return false;
  }
}
