package io.chorus.bus;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;

/** One address for whichever server is behind it, as a service name or a virtual address is. */
final class Relay {
  private final NetServer server;
  private volatile int target;

  Relay(Vertx vertx, int target) throws Exception {
    this.target = target;
    NetClient client = vertx.createNetClient();
    server =
        vertx
            .createNetServer()
            .connectHandler(
                near -> {
                  near.pause();
                  client
                      .connect(this.target, "127.0.0.1")
                      .onSuccess(far -> join(near, far))
                      .onFailure(e -> near.close());
                });
    server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get();
  }

  private static void join(NetSocket near, NetSocket far) {
    near.closeHandler(v -> far.close());
    far.closeHandler(v -> near.close());
    near.handler(far::write);
    far.handler(near::write);
    near.resume();
  }

  /** Whoever connects from now on gets to another server; who is connected stays. */
  void turnTo(int port) {
    target = port;
  }

  String url() {
    return "redis://127.0.0.1:" + server.actualPort();
  }
}
