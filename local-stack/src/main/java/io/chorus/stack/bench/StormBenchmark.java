package io.chorus.stack.bench;

import io.chorus.stack.bench.load.ClientSocket;
import io.chorus.stack.bench.load.Loader;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * One of two instances is killed, and all its clients come to the other at the same moment, as
 * through a balancer: how long until each is connected, greeted and back in its room.
 */
final class StormBenchmark implements Benchmark {
  private static final int ROOM_SIZE = 10;
  private static final int AT_ONCE = 100;
  private static final int VICTIM = 0;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final byte[] REPLY = "{\"event\":\"reply\"".getBytes(StandardCharsets.US_ASCII);

  /** Before a client that was sent away comes again. */
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final int connections;

  StormBenchmark(int connections) {
    this.connections = connections;
  }

  @Override
  public boolean isForPeers() {
    return false;
  }

  /** Both instances share the machine: their clients are what is asked for, not their cost. */
  @Override
  public Set<String> servers() {
    return Set.of();
  }

  @Override
  public Measured run(Target target, Consumer<String> progress) throws InterruptedException {
    List<InetSocketAddress> servers = target.servers();
    List<String> users = IntStream.range(0, connections).mapToObj(n -> "bench-" + n).toList();
    users.parallelStream().forEach(target::token);
    try (Loader loader = new Loader()) {
      Crowd crowd = new Crowd(loader, target, servers, users);
      loader.execute(crowd::come);
      loader.awaitAll("clients have not come", PATIENCE, crowd::missing);
      long victim = target.processes().byName().get("chat").get(VICTIM);
      progress.accept("%,d clients are there; one of two instances dies".formatted(connections));
      long killed = loader.ask(() -> crowd.expectStorm());
      ProcessHandle.of(victim).ifPresent(ProcessHandle::destroyForcibly);
      loader.awaitAll("clients are not back", PATIENCE, crowd::missingInStorm);
      double seconds = (System.nanoTime() - killed) / 1e9;
      return loader.ask(
          () ->
              new Measured()
                  .put("clients that came back", crowd.back.getTotalCount())
                  .put("all are back after s", seconds)
                  .putTimes("back", crowd.back)
                  .put("sent away", crowd.sentAway));
    }
  }

  /** Belongs to the loader's thread. */
  private static final class Crowd {
    private final Histogram back = new Histogram(PATIENCE.toNanos(), 3);
    private final Loader loader;
    private final Target target;
    private final List<InetSocketAddress> servers;
    private final List<Client> clients = new ArrayList<>();
    private final List<Client> retrying = new ArrayList<>();
    private int there;
    private int begun;
    private long stormNanos;
    private long expected;
    private long sentAway;

    Crowd(Loader loader, Target target, List<InetSocketAddress> servers, List<String> users) {
      this.loader = loader;
      this.target = target;
      this.servers = servers;
      for (int n = 0; n < users.size(); n++) {
        clients.add(new Client(users.get(n), n / ROOM_SIZE, n % servers.size()));
      }
    }

    void come() {
      loader.eachMillisecond(this::retry);
      while (begun < clients.size() && begun - there < AT_ONCE) {
        clients.get(begun++).connect();
      }
    }

    /** All clients of one server are about to lose it. */
    long expectStorm() {
      expected = clients.stream().filter(client -> client.server == VICTIM).count();
      sentAway = 0;
      stormNanos = System.nanoTime();
      return stormNanos;
    }

    /** Of those who lose it: at first nobody knows yet that it is gone. */
    int missingInStorm() {
      return (int) Math.max(missing(), expected - back.getTotalCount());
    }

    int missing() {
      return clients.size() - there;
    }

    private void retry() {
      long now = System.nanoTime();
      List<Client> due = retrying.stream().filter(it -> it.retryNanos - now < 0).toList();
      retrying.removeAll(due);
      due.forEach(Client::connect);
    }

    private final class Client implements ClientSocket.Listener {
      private final String user;
      private final int room;
      private int server;
      private boolean isThere;
      private long retryNanos;

      Client(String user, int room, int server) {
        this.user = user;
        this.room = room;
        this.server = server;
      }

      void connect() {
        loader.connect(servers.get(server), target.path(), target.token(user), this);
      }

      @Override
      public void opened(ClientSocket socket) {
        socket.send(
            ("{\"event\":\"join_room\",\"id\":0,\"data\":{\"roomId\":\"storm-" + room + "\"}}")
                .getBytes(StandardCharsets.US_ASCII));
      }

      @Override
      public void received(ClientSocket socket, ByteBuffer text) {
        if (!isThere && isReply(text)) {
          isThere = true;
          there++;
          if (stormNanos > 0) {
            back.recordValue(System.nanoTime() - stormNanos);
          } else {
            come();
          }
        }
      }

      private static boolean isReply(ByteBuffer text) {
        return Bytes.after(text, REPLY) == text.position() + REPLY.length;
      }

      @Override
      public void closed(ClientSocket socket, String why) {
        if (isThere) {
          isThere = false;
          there--;
          server = (server + 1) % servers.size();
          connect();
        } else {
          sentAway++;
          retryNanos = System.nanoTime() + RETRY_NANOS;
          retrying.add(this);
        }
      }
    }
  }
}
