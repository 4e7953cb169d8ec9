package io.chorus.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chorus.logging.SaidInLog;
import io.chorus.stack.embedded.EmbeddedRedis;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis that is there and does not do what is asked of it. */
class RedisRefusesTest {
  private static final Script APPEND =
      Script.of("return redis.call('RPUSH', KEYS[1], ARGV[1]) + redis.call('PUBLISH', 'c', 'x')");

  private final Vertx vertx = Vertx.vertx();
  @TempDir Path folder;
  private RedisServers servers;
  private EmbeddedRedis redis;
  private Bus bus;

  @BeforeEach
  void open() {
    servers = new RedisServers(vertx, folder);
    redis = servers.start();
    bus = busOn(redis.url(), BusSettings.defaults());
    await(bus::isLive);
  }

  @AfterEach
  void close() throws Exception {
    bus.close();
    servers.close();
    get(vertx.close());
  }

  private Bus busOn(String url, BusSettings settings) {
    return TestBus.on(vertx, url, settings, APPEND);
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(condition);
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private Future<Response> append(String value) {
    return bus.run(APPEND, List.of("list"), List.of(value));
  }

  private List<String> appended(EmbeddedRedis on) {
    List<String> values = new ArrayList<>();
    servers
        .tell(on, "LRANGE", Names.DEFAULT.key("list"), "0", "-1")
        .forEach(value -> values.add(value.toString()));
    return values;
  }

  private void assertRefusedAndNotLive() {
    assertThatThrownBy(() -> get(append("refused")))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(BusUnavailable.class);
    await(() -> !bus.isLive());
  }

  private void assertWorksAgain() throws Exception {
    await(bus::isLive);
    get(append("again"));
    assertThat(appended(redis)).endsWith("again").doesNotContain("refused");
  }

  @Test
  void fullItRefusesAndSaysSoOnceASecondAndTheBusIsNotLive() throws Exception {
    try (SaidInLog log = new SaidInLog(Commands.class)) {
      servers.tell(redis, "CONFIG", "SET", "maxmemory", "1");
      long start = System.nanoTime();
      List<Future<Response>> many =
          IntStream.range(0, 500).mapToObj(i -> append("refused")).toList();
      await(() -> many.stream().allMatch(Future::failed));
      assertThat(many).allMatch(one -> one.cause() instanceof BusUnavailable);
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start) + 1;
      assertThat(log.lines()).hasSizeBetween(1, (int) seconds + 1);
      assertThat(log.lines().getFirst()).contains("OOM");
    }
    assertRefusedAndNotLive();

    servers.tell(redis, "CONFIG", "SET", "maxmemory", "0");
    assertWorksAgain();
  }

  @Test
  void withTooFewReplicasItRefuses() throws Exception {
    servers.tell(redis, "CONFIG", "SET", "min-replicas-to-write", "1");
    assertRefusedAndNotLive();

    servers.tell(redis, "CONFIG", "SET", "min-replicas-to-write", "0");
    assertWorksAgain();
  }

  @Test
  void whoIsNotAllowedToIsRefusedAndLiveAgainWhenAllowed() throws Exception {
    servers.tell(redis, "ACL", "SETUSER", "default", "-set", "-rpush");
    assertRefusedAndNotLive();

    servers.tell(redis, "ACL", "SETUSER", "default", "+@all");
    assertWorksAgain();
  }

  @Test
  void withAnotherPasswordTheReasonIsSaid() throws Exception {
    try (SaidInLog log = new SaidInLog(Link.class)) {
      servers.tell(redis, "CONFIG", "SET", "requirepass", "secret");
      servers.tell(redis, "CLIENT", "KILL", "SKIPME", "yes");
      await(() -> log.lines().stream().anyMatch(line -> line.contains("NOAUTH")));
      await(() -> !bus.isLive());
      assertRefusedAndNotLive();
    }

    servers.tell(redis, "CONFIG", "SET", "requirepass", "");
    assertWorksAgain();
  }

  @Test
  void scriptsFlushedUnderLoadAreLoadedAndNothingFailsOrChangesPlaces() throws Exception {
    List<Future<Response>> all = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      if (i % 500 == 250) {
        servers.tell(redis, "SCRIPT", "FLUSH");
      }
      values.add("no " + i);
      all.add(append("no " + i));
    }
    get(Future.all(all));
    assertThat(appended(redis)).isEqualTo(values);
  }

  @Test
  void aFormerMasterIsLeftForTheNewOne() throws Exception {
    EmbeddedRedis promoted = servers.start();
    Relay relay = new Relay(vertx, redis.port());
    bus.close();
    bus = busOn(relay.url(), BusSettings.defaults());
    await(bus::isLive);

    relay.turnTo(promoted.port());
    servers.tell(redis, "REPLICAOF", "127.0.0.1", Integer.toString(promoted.port()));

    get(append("to the new one"));
    assertThat(appended(promoted)).containsExactly("to the new one");
    await(bus::isLive);
  }

  @Test
  void aReplicaThatStaysOneIsNoLiveBusAndInterruptsNobodyAgainAndAgain() throws Exception {
    EmbeddedRedis master = servers.start();
    AtomicInteger interruptions = new AtomicInteger();
    bus.onLost(interruptions::incrementAndGet);
    servers.tell(redis, "REPLICAOF", "127.0.0.1", Integer.toString(master.port()));
    assertRefusedAndNotLive();
    // For longer than a connection on which nothing is heard lives.
    Awaitility.await()
        .during(Duration.ofSeconds(9))
        .atMost(Duration.ofSeconds(30))
        .until(() -> interruptions.get() == 0);

    servers.tell(redis, "REPLICAOF", "NO", "ONE");
    assertWorksAgain();
    await(() -> interruptions.get() == 1 && bus.isLive());
  }

  @Test
  void whileItLoadsCommandsWait() throws Exception {
    EmbeddedRedis master = servers.start();
    servers.tell(
        master, "EVAL", "for i=1,300 do redis.call('SET', i, string.rep('x',100)) end", "0");
    servers.tell(redis, "CONFIG", "SET", "key-load-delay", "10000");
    servers.tell(redis, "CONFIG", "SET", "loading-process-events-interval-bytes", "1024");
    bus.close();
    BusSettings patient =
        new BusSettings(Duration.ofSeconds(60), 1000, 1 << 20, Duration.ofSeconds(1));
    bus = busOn(redis.url(), patient);
    await(bus::isLive);

    try (SaidInLog log = new SaidInLog(Commands.class)) {
      servers.tell(redis, "REPLICAOF", "127.0.0.1", Integer.toString(master.port()));
      await(() -> persistence().contains("loading:1"));
      Future<Response> patientOne = append("late");
      await(() -> log.lines().stream().anyMatch(line -> line.contains("LOADING")));
      await(this::promoted);

      get(patientOne);
      assertThat(appended(redis)).containsExactly("late");
    }
  }

  /** False while it loads, when it takes no such order. */
  private boolean promoted() {
    try {
      servers.tell(redis, "REPLICAOF", "NO", "ONE");
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private String persistence() {
    return servers.tell(redis, "INFO", "persistence").toString();
  }

  @Test
  void oneThatAnswersNobodyIsGivenUpAndTriedAgain() throws Exception {
    signal("STOP");
    try (SaidInLog log = new SaidInLog(Link.class)) {
      bus.close();
      bus = busOn(redis.url(), BusSettings.defaults());
      await(() -> log.lines().stream().anyMatch(line -> line.contains("no connection within")));
    } finally {
      signal("CONT");
    }
    assertWorksAgain();
  }

  @Test
  void oneThatTakesNoMoreClientsIsTriedUntilItDoes() throws Exception {
    servers.tell(redis, "CONFIG", "SET", "maxclients", "1");
    servers.tell(redis, "CLIENT", "KILL", "SKIPME", "yes");
    await(() -> !bus.isLive());
    // For long enough to lose every place in a pool of connections.
    Awaitility.await()
        .during(Duration.ofSeconds(12))
        .atMost(Duration.ofSeconds(30))
        .until(() -> !bus.isLive());

    servers.tell(redis, "CONFIG", "SET", "maxclients", "100");
    assertWorksAgain();
  }

  @Test
  void anAddressWhereNothingIsAnsweredIsGivenUpInSeconds() throws Exception {
    // A full backlog drops what knocks, as a black hole does.
    try (ServerSocket hole = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket one = knock(hole);
        Socket two = knock(hole);
        SaidInLog log = new SaidInLog(Link.class)) {
      Bus lost = busOn("redis://127.0.0.1:" + hole.getLocalPort(), BusSettings.defaults());
      try {
        await(() -> log.lines().stream().anyMatch(line -> line.contains("Redis is away")));
        assertThat(lost.isLive()).isFalse();
      } finally {
        lost.close();
      }
    }
  }

  private static Socket knock(ServerSocket on) throws Exception {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(on.getInetAddress(), on.getLocalPort()), 1000);
    return socket;
  }

  private void signal(String name) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(redis.pid())).start().waitFor())
        .isZero();
  }
}
