package io.chorus.checker.client;

import io.vertx.core.http.HttpClient;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;

/** What a client speaks, and over what. */
enum Carriage {
  NATIVE,
  SOCKET_IO_WEBSOCKET,
  SOCKET_IO_POLLING,
  SOCKET_IO_UPGRADED;

  Dialect dialect(String token) {
    return this == NATIVE ? new NativeDialect() : new SocketIoDialect(token);
  }

  Wire.Opener wires(WebSocketClient sockets, HttpClient http, String token) {
    return switch (this) {
      case NATIVE ->
          SocketWire.opener(
              sockets,
              new WebSocketConnectOptions()
                  .setURI("/ws")
                  .addHeader("Authorization", "Bearer " + token));
      case SOCKET_IO_WEBSOCKET ->
          SocketWire.opener(
              sockets,
              new WebSocketConnectOptions().setURI("/socket.io/?EIO=4&transport=websocket"));
      case SOCKET_IO_POLLING -> (instance, listener) -> PollingWire.open(http, instance, listener);
      case SOCKET_IO_UPGRADED -> UpgradingWire.opener(http, sockets);
    };
  }
}
