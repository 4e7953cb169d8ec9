package io.chorus.stack.bench;

import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;

/** The native WebSocket. */
record NativeLine(WebSocket socket) implements Line {
  static Opener opener(WebSocketClient client) {
    return (instance, token, receiver) ->
        client
            .connect(
                new WebSocketConnectOptions()
                    .setAbsoluteURI(instance.replaceFirst("^http", "ws") + "/ws")
                    .addHeader("Authorization", "Bearer " + token))
            .map(
                socket -> {
                  socket.textMessageHandler(receiver::accept);
                  return new NativeLine(socket);
                });
  }

  @Override
  public void send(String frame) {
    socket.writeTextMessage(frame);
  }

  @Override
  public void close() {
    socket.close();
  }
}
