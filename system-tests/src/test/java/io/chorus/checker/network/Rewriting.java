package io.chorus.checker.network;

import io.vertx.core.buffer.Buffer;

/** Changes what goes one way over one connection. Belongs to the network's event loop. */
@FunctionalInterface
public interface Rewriting {
  Rewriting NONE = bytes -> bytes;

  /**
   * Takes what comes, cut anywhere.
   *
   * @return what goes on in its place; empty while too little has come to know
   */
  Buffer take(Buffer bytes);

  /** Makes one for each connection. */
  @FunctionalInterface
  interface Maker {
    Rewriting make();
  }
}
