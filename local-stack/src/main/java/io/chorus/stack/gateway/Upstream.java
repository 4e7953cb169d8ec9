package io.chorus.stack.gateway;

import io.vertx.core.net.SocketAddress;

/** One instance of a service, and how it was last seen. Thread-safe. */
final class Upstream {
  enum Condition {
    READY,
    /** It can be reached, and asks for no new clients. */
    UNREADY,
    DOWN
  }

  private final Origin origin;
  private volatile Condition condition = Condition.UNREADY;

  Upstream(Origin origin) {
    this.origin = origin;
  }

  SocketAddress address() {
    return SocketAddress.inetSocketAddress(origin.port(), "127.0.0.1");
  }

  SocketAddress managementAddress() {
    return SocketAddress.inetSocketAddress(origin.managementPort(), "127.0.0.1");
  }

  Condition condition() {
    return condition;
  }

  void seen(Condition now) {
    condition = now;
  }

  /** A number that is the same for the same client each time, and unrelated between instances. */
  int affinity(String client) {
    int hash = (client + '|' + origin.port()).hashCode();
    // String's hash moves by one where its last character does; multiplied, all its bits move.
    return Integer.reverse(hash * 0x9E3779B1);
  }
}
