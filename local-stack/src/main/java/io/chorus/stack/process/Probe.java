package io.chorus.stack.process;

/** Asks a process whether it serves. */
@FunctionalInterface
public interface Probe {
  /** Answers within about a second and never throws. */
  boolean answers();
}
