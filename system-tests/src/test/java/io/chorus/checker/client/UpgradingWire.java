package io.chorus.checker.client;

import io.vertx.core.http.HttpClient;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;

/**
 * Begins with polling and goes on over a WebSocket as soon as that has answered a probe, as clients
 * do by themselves; where it does not come about, polling goes on.
 */
final class UpgradingWire implements Wire {
  private static final String PATH = "/socket.io/?EIO=4&transport=websocket";
  private static final String PROBE = "2probe";
  private static final String PROBED = "3probe";
  private static final String UPGRADE = "5";

  private final WebSocketClient sockets;
  private final String instance;
  private final Listener listener;
  private PollingWire polling;
  private Wire socket;
  private boolean upgraded;
  private boolean closed;

  private UpgradingWire(WebSocketClient sockets, String instance, Listener listener) {
    this.sockets = sockets;
    this.instance = instance;
    this.listener = listener;
  }

  static Opener opener(HttpClient http, WebSocketClient sockets) {
    return (instance, listener) -> {
      UpgradingWire wire = new UpgradingWire(sockets, instance, listener);
      wire.polling = PollingWire.open(http, instance, wire.new Polling());
      return wire;
    };
  }

  private void probe() {
    WebSocketConnectOptions options = new WebSocketConnectOptions().setURI(PATH + polling.query());
    socket = SocketWire.opener(sockets, options).open(instance, new Probing());
  }

  private void upgrade() {
    upgraded = true;
    socket.write(UPGRADE);
    polling.takeGathered().forEach(socket::write);
  }

  @Override
  public void write(String text) {
    if (upgraded) {
      socket.write(text);
    } else {
      polling.write(text);
    }
  }

  @Override
  public void close() {
    closed = true;
    if (socket != null) {
      socket.close();
    }
    if (!upgraded) {
      polling.close();
    }
  }

  private final class Polling implements Listener {
    @Override
    public void opened() {
      listener.opened();
      probe();
    }

    @Override
    public void text(String text) {
      listener.text(text);
    }

    @Override
    public void down(String why) {
      if (!upgraded) {
        listener.down(why);
      }
    }
  }

  private final class Probing implements Listener {
    @Override
    public void opened() {
      socket.write(PROBE);
    }

    @Override
    public void text(String text) {
      if (upgraded) {
        listener.text(text);
      } else if (text.equals(PROBED)) {
        polling.hold(UpgradingWire.this::upgrade);
      }
    }

    @Override
    public void down(String why) {
      if (upgraded) {
        listener.down(why);
      } else if (!closed) {
        polling.goOn();
      }
    }
  }
}
