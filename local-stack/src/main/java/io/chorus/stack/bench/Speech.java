package io.chorus.stack.bench;

/** What a crowd's clients speak, and over what. */
public enum Speech {
  NATIVE("native WebSocket"),
  SOCKET_IO("Socket.IO over WebSocket"),
  SOCKET_IO_POLLING("Socket.IO over polling");

  private final String title;

  Speech(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
