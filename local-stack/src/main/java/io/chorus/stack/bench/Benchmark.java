package io.chorus.stack.bench;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** One scenario, which any number of targets can be put through. */
interface Benchmark {
  /**
   * Puts a running target through it, once.
   *
   * @param progress told in a line each what is done
   */
  Measured run(Target target, Consumer<String> progress) throws Exception;

  /** The processes whose cost is asked for: they get a processor of their own. */
  default Set<String> servers() {
    Set<String> servers = new HashSet<>(NodePeer.Kind.names());
    servers.addAll(Set.of("chat", "redis"));
    return servers;
  }

  /** Whether a target that only passes messages on can be put through it. */
  default boolean isForPeers() {
    return true;
  }
}
