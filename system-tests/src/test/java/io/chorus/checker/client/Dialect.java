package io.chorus.checker.client;

import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;

/** How a client puts requests and takes events. Kept from one connection to the next. */
interface Dialect {
  /** The request that begins a connection. */
  WebSocketConnectOptions address(String instance);

  String request(String event, int id, JsonObject data);

  /**
   * Takes what comes.
   *
   * @param answer sends what has to be said to it
   * @return a frame as the native WebSocket has them; null where it is nothing to its user
   */
  JsonObject read(String text, Consumer<String> answer);

  /** Whether the connection goes on where the one before it was cut off. */
  boolean isRecovered();
}
