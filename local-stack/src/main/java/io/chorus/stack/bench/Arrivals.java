package io.chorus.stack.bench;

import io.chorus.stack.bench.load.ClientSocket;
import io.chorus.stack.bench.load.Loader;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Clients who come, so many at a time, and wait for their greeting; then they do nothing. Belongs
 * to the loader's thread, but for {@link #awaitAll}.
 */
final class Arrivals implements ClientSocket.Listener {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Loader loader;
  private final Target target;
  private final List<InetSocketAddress> servers;
  private final List<String> users;
  private final int atOnce;
  private final List<ClientSocket> clients = new ArrayList<>();
  private int greeted;
  private String failure;

  /**
   * @param users each comes once
   * @param atOnce how many may be on their way
   */
  Arrivals(Loader loader, Target target, List<String> users, int atOnce) {
    this.loader = loader;
    this.target = target;
    this.servers = target.servers();
    this.users = users;
    this.atOnce = atOnce;
    // Tokens are made before anything is timed.
    users.parallelStream().forEach(target::token);
  }

  private void more() {
    while (clients.size() < users.size() && clients.size() - greeted < atOnce) {
      int number = clients.size();
      clients.add(
          loader.connect(
              servers.get(number % servers.size()),
              target.path(),
              target.token(users.get(number)),
              this));
    }
  }

  /** Returns when all are greeted. */
  void awaitAll() throws InterruptedException {
    loader.execute(this::more);
    loader.awaitAll("clients are not greeted", PATIENCE, this::missing);
  }

  private int missing() {
    if (failure != null) {
      throw new IllegalStateException("a client lost its connection: " + failure);
    }
    return users.size() - greeted;
  }

  void cut() {
    clients.forEach(ClientSocket::cut);
  }

  @Override
  public void opened(ClientSocket socket) {}

  @Override
  public void received(ClientSocket socket, ByteBuffer text) {
    switch (target.dialect().kind(text)) {
      case GREETING -> {
        greeted++;
        more();
      }
      case DEMAND -> socket.send(target.dialect().answer(text));
      case MESSAGE, REPLY, OTHER -> {}
    }
  }

  @Override
  public void closed(ClientSocket socket, String why) {
    failure = why;
  }
}
