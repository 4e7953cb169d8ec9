package io.chorus.stack.bench;

import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.function.Consumer;

/** Socket.IO over a WebSocket. */
record SocketIoLine(WebSocket socket) implements Line {
  static Opener opener(WebSocketClient client) {
    return (instance, token, receiver) ->
        client
            .connect(
                new WebSocketConnectOptions()
                    .setAbsoluteURI(
                        instance.replaceFirst("^http", "ws")
                            + "/socket.io/?EIO=4&transport=websocket"))
            .map(
                socket -> {
                  socket.textMessageHandler(packet -> took(packet, socket, receiver));
                  socket.writeTextMessage(Packets.connect(token));
                  return new SocketIoLine(socket);
                });
  }

  private static void took(String packet, WebSocket socket, Consumer<String> receiver) {
    if (packet.equals("2")) {
      socket.writeTextMessage("3");
      return;
    }
    String frame = Packets.frame(packet);
    if (frame != null) {
      receiver.accept(frame);
    }
  }

  @Override
  public void send(String frame) {
    socket.writeTextMessage(Packets.of(frame));
  }

  @Override
  public void close() {
    socket.close();
  }
}
