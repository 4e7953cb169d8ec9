package io.chorus.checker.client;

import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;

/** A WebSocket. */
final class SocketWire implements Wire {
  static final long HANDSHAKE_MILLIS = 2_000;

  private final ClientWebSocket socket;
  private WebSocket opened;
  private boolean closed;

  private SocketWire(ClientWebSocket socket) {
    this.socket = socket;
  }

  /**
   * @param options where the path leads, and what the handshake bears
   */
  static Opener opener(WebSocketClient client, WebSocketConnectOptions options) {
    return (instance, listener) -> {
      SocketWire wire = new SocketWire(client.webSocket());
      wire.open(
          new WebSocketConnectOptions(options)
              .setAbsoluteURI(instance.replaceFirst("^http", "ws") + options.getURI())
              .setTimeout(HANDSHAKE_MILLIS),
          listener);
      return wire;
    };
  }

  private void open(WebSocketConnectOptions options, Listener listener) {
    // Before it connects: the first text may come with the handshake's answer.
    socket.textMessageHandler(listener::text);
    socket
        .connect(options)
        .onSuccess(opened -> opened(opened, listener))
        .onFailure(e -> listener.down("not connected: " + e.getMessage()));
  }

  private void opened(WebSocket socket, Listener listener) {
    opened = socket;
    if (closed) {
      opened.close();
      return;
    }
    opened.exceptionHandler(e -> listener.down("failed: " + e.getMessage()));
    opened.closeHandler(ignored -> listener.down("closed " + opened.closeStatusCode()));
    listener.opened();
  }

  @Override
  public void write(String text) {
    socket.writeTextMessage(text);
  }

  @Override
  public void close() {
    closed = true;
    if (opened != null) {
      opened.close();
    }
  }
}
