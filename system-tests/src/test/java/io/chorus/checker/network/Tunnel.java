package io.chorus.checker.network;

import io.vertx.core.net.NetSocket;

/** One connection over a link. Belongs to the network's event loop. */
record Tunnel(NetSocket client, NetSocket target, Flow up, Flow down) {
  void proceed() {
    up.proceed();
    down.proceed();
  }

  void cut() {
    client.close();
    target.close();
  }

  /** The target sees it end; the client is not told, now or later. */
  void leaveHalfOpen() {
    target.endHandler(null);
    target.close();
    client.handler(ignored -> {});
    client.endHandler(null);
    client.resume();
  }
}
