package io.chorus.checker.network;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * The way from somebody to somebody else: a TCP proxy on the loopback interface. State belongs to
 * the network's event loop.
 */
public final class Link {
  private final Vertx vertx;
  private final String from;
  private final String to;
  private final SocketAddress target;
  private final NetServer server;
  private final NetClient connector;
  private final RandomGenerator random;
  private final Set<Tunnel> tunnels = ConcurrentHashMap.newKeySet();
  private volatile Rewriting.Maker up = () -> Rewriting.NONE;
  private volatile Rewriting.Maker down = () -> Rewriting.NONE;
  private Condition condition = Condition.OPEN;

  Link(
      Vertx vertx,
      NetClient connector,
      String from,
      String to,
      SocketAddress target,
      RandomGenerator random) {
    this.vertx = vertx;
    this.connector = connector;
    this.from = from;
    this.to = to;
    this.target = target;
    this.random = random;
    this.server =
        vertx
            .createNetServer(new NetServerOptions().setTcpNoDelay(true))
            .connectHandler(this::accept);
  }

  Future<Link> listen() {
    return server.listen(0, "127.0.0.1").map(this);
  }

  int port() {
    return server.actualPort();
  }

  /** Who connects. */
  public String from() {
    return from;
  }

  /** Whom to. */
  public String to() {
    return to;
  }

  /** Changes what is sent over connections that are made from now on. */
  public void rewrite(Direction direction, Rewriting.Maker maker) {
    if (direction == Direction.UP) {
      up = maker;
    } else {
      down = maker;
    }
  }

  void become(Condition next) {
    condition = next;
    for (Tunnel tunnel : List.copyOf(tunnels)) {
      switch (next) {
        case CUT -> tunnel.cut();
        case HALF_OPEN -> {
          tunnels.remove(tunnel);
          tunnel.leaveHalfOpen();
        }
        case OPEN, DEAF, MUTE, SILENT, DELAYED, THROTTLED -> tunnel.proceed();
      }
    }
  }

  private void accept(NetSocket client) {
    if (condition == Condition.CUT) {
      client.close();
      return;
    }
    client.pause();
    connector
        .connect(target)
        .onSuccess(connected -> open(client, connected))
        .onFailure(ignored -> client.close());
  }

  private void open(NetSocket client, NetSocket connected) {
    connected.pause();
    Tunnel tunnel =
        new Tunnel(
            client,
            connected,
            flow(client, connected, Direction.UP, up.make()),
            flow(connected, client, Direction.DOWN, down.make()));
    tunnels.add(tunnel);
    client.exceptionHandler(ignored -> {});
    connected.exceptionHandler(ignored -> {});
    connected.closeHandler(ignored -> tunnels.remove(tunnel));
    tunnel.up().begin();
    tunnel.down().begin();
    if (condition == Condition.CUT) {
      tunnel.cut();
    }
  }

  private Flow flow(NetSocket source, NetSocket sink, Direction direction, Rewriting rewriting) {
    return new Flow(vertx, source, sink, direction, () -> condition, rewriting, random);
  }

  @Override
  public String toString() {
    return from + "–" + to;
  }
}
