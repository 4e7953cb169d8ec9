package io.chorus.stack.bench;

import java.util.function.Consumer;

/** One scenario, which any number of targets can be put through. */
interface Benchmark {
  /**
   * Puts a running target through it, once.
   *
   * @param progress told in a line each what is done
   */
  Measured run(Target target, Consumer<String> progress) throws Exception;

  /** Whether a target that only passes messages on can be put through it. */
  default boolean isForPeers() {
    return true;
  }
}
