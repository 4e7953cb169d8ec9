package io.chorus.stack.test.redis;

import io.chorus.stack.process.Roster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** A master with two replicas, and three sentinels that watch them. */
public final class SentinelSetup implements AutoCloseable {
  /** What the sentinels call the master. */
  public static final String NAME = "chorus-master";

  private static final Duration AGREED = Duration.ofSeconds(60);
  private static final int SERVERS = 3;
  private static final int SENTINELS = 3;

  private final Roster roster;
  private final List<RedisServer> servers = new ArrayList<>();
  private final List<RedisServer> sentinels = new ArrayList<>();

  private SentinelSetup(Path folder, RedisAccess access) {
    RedisServer.require();
    roster = Roster.open(folder.resolve("processes"));
    for (int i = 0; i < SERVERS; i++) {
      List<String> lines = new ArrayList<>(access.asReplica());
      lines.add("repl-diskless-sync-delay 0");
      if (i > 0) {
        lines.add("replicaof 127.0.0.1 " + servers.getFirst().port());
      }
      servers.add(
          RedisServer.start(
              folder.resolve("server-" + i), access, roster, lines.toArray(String[]::new)));
    }
    for (int i = 0; i < SENTINELS; i++) {
      List<String> lines = new ArrayList<>(access.sentinelUsers());
      lines.add("sentinel monitor " + NAME + " 127.0.0.1 " + servers.getFirst().port() + " 2");
      lines.add("sentinel down-after-milliseconds " + NAME + " 2000");
      lines.add("sentinel failover-timeout " + NAME + " 10000");
      lines.add("sentinel parallel-syncs " + NAME + " 2");
      lines.addAll(access.asSentinel(NAME));
      sentinels.add(
          new RedisServer(folder.resolve("sentinel-" + i), access, roster, lines, "--sentinel"));
      sentinels.getLast().start();
    }
    Awaitility.await("sentinels know one another and the replicas")
        .atMost(AGREED)
        .until(() -> sentinels.stream().allMatch(this::isComplete));
  }

  /** Returns when everybody knows of everybody. */
  public static SentinelSetup start(Path folder, RedisAccess access) {
    return new SentinelSetup(folder, access);
  }

  private boolean isComplete(RedisServer sentinel) {
    String info = sentinel.tell("INFO", "sentinel");
    return info.contains("status=ok")
        && info.contains("slaves=" + (SERVERS - 1))
        && info.contains("sentinels=" + SENTINELS);
  }

  /** Of all sentinels, with commas between. */
  public String hosts() {
    return sentinels.stream().map(RedisServer::url).collect(Collectors.joining(","));
  }

  public RedisServer sentinel(int index) {
    return sentinels.get(index);
  }

  /** Whom a sentinel names. */
  public RedisServer master(RedisServer sentinel) {
    String port =
        sentinel.tell("SENTINEL", "GET-MASTER-ADDR-BY-NAME", NAME).lines().toList().get(1);
    return servers.stream()
        .filter(server -> Integer.toString(server.port()).equals(port))
        .findFirst()
        .orElseThrow();
  }

  public List<RedisServer> servers() {
    return servers;
  }

  /** Has a replica promoted while the master is well. Returns when it was begun. */
  public void failOver() {
    Awaitility.await("a failover can begin")
        .atMost(AGREED)
        .until(() -> sentinels.getFirst().tell("SENTINEL", "FAILOVER", NAME).equals("OK"));
  }

  /** How many servers think that they are masters. */
  public long masters() {
    return IntStream.range(0, SERVERS).filter(i -> servers.get(i).isMaster()).count();
  }

  @Override
  public void close() {
    roster.seal();
    sentinels.forEach(RedisServer::kill);
    servers.forEach(RedisServer::kill);
    roster.close();
  }
}
