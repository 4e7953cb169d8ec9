package io.chorus.checker.client;

import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;

/**
 * How a client puts requests and takes events, over whatever wire. Kept from one connection to the
 * next.
 */
interface Dialect {
  String request(String event, int id, JsonObject data);

  /**
   * Takes what comes.
   *
   * @param answer sends what has to be said to it
   * @return a frame as the native WebSocket has them; null where it is nothing to its user
   */
  JsonObject read(String text, Consumer<String> answer);

  /** Whether a connection may go on where the one before it was cut off. */
  boolean recovers();

  /**
   * Whether every connection did so since this was asked last: one that began anew may have been
   * cut off before its client could do anything about it.
   */
  boolean wentOn();
}
