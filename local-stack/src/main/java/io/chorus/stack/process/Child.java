package io.chorus.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One process of ours, from its start to its end. Thread-safe. */
public final class Child {
  private final Program program;
  private final Process process;

  Child(Program program, Process process) {
    this.program = program;
    this.process = process;
  }

  public Program program() {
    return program;
  }

  public long pid() {
    return process.pid();
  }

  public boolean alive() {
    return process.isAlive();
  }

  /** Completes with the exit status once the process has ended. */
  public CompletableFuture<Integer> ended() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /** Waits for the end, at most so long; says whether it has come. */
  public boolean endsWithin(Duration bound) {
    try {
      return process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !alive();
    }
  }

  /** Asks it to end, and ends it when it has not by then. Returns when it is gone. */
  public void stop(Duration patience) {
    if (!alive()) {
      return;
    }
    signal(program.stopSignal());
    if (!endsWithin(patience)) {
      kill();
    }
  }

  /** Ends it at once, as a crash would. Returns when it is gone. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  private void signal(StopSignal signal) {
    switch (signal) {
      case TERM -> process.destroy();
      case INT -> interrupt();
    }
  }

  // Java sends no other signals; the shell's own kill is there on every system.
  private void interrupt() {
    try {
      new ProcessBuilder("sh", "-c", "kill -INT \"$0\"", Long.toString(pid()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .onExit()
          .join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
