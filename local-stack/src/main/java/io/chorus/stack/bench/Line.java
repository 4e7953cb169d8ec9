package io.chorus.stack.bench;

import io.vertx.core.Future;
import java.util.function.Consumer;

/**
 * One client's connection, in frames as the native WebSocket has them, whatever carries them.
 * Belongs to the crowd's event loop.
 */
interface Line {
  /** Sends a frame. */
  void send(String frame);

  void close();

  /** Opens lines to an instance. */
  @FunctionalInterface
  interface Opener {
    /**
     * @param receiver called with each frame
     */
    Future<Line> open(String instance, String token, Consumer<String> receiver);
  }
}
