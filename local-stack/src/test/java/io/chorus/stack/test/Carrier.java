package io.chorus.stack.test;

/** What a test's client speaks, and over what. */
public enum Carrier {
  NATIVE,
  SOCKET_IO_WEBSOCKET("websocket"),
  SOCKET_IO_POLLING("polling"),
  /** Begins with polling, as clients do by themselves. */
  SOCKET_IO_UPGRADED("polling", "websocket");

  private final String[] transports;

  Carrier(String... transports) {
    this.transports = transports;
  }

  /** As Socket.IO's own clients name them. */
  String[] transports() {
    return transports.clone();
  }
}
