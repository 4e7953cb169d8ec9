package io.chorus.stack.bench;

import java.net.InetSocketAddress;
import java.util.List;

/** What is measured: a running suite, or a peer to compare it with. */
interface Target extends AutoCloseable {
  String name();

  /** Where clients may connect, evenly. */
  List<InetSocketAddress> servers();

  /** The path of its WebSocket. */
  String path();

  /** What is spoken there. */
  Dialect dialect();

  /**
   * A token for a client.
   *
   * @return null where it asks for none
   */
  String token(String user);

  /** What its own process is called among these: what it costs can be compared. */
  String server();

  /** Its processes, by what they are called in reports. */
  Processes processes();

  /** Whether what it acknowledges is stored. */
  boolean stores();

  @Override
  void close();
}
