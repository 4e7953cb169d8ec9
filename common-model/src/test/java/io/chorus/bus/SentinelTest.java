package io.chorus.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.logging.SaidInLog;
import io.chorus.stack.test.redis.RedisAccess;
import io.chorus.stack.test.redis.RedisServer;
import io.chorus.stack.test.redis.SentinelSetup;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three sentinels, a master and two replicas; what one bus writes and publishes, another hears. */
class SentinelTest {
  private static final Script SAY =
      Script.of("redis.call('SET', KEYS[1], ARGV[2]) redis.call('PUBLISH', ARGV[1], ARGV[2])");

  private final Vertx vertx = Vertx.vertx();
  @TempDir Path folder;
  private SentinelSetup redis;
  private Bus speaker;
  private Bus listener;
  private long timer;

  private final AtomicInteger spoken = new AtomicInteger();
  private final AtomicLong heardNanos = new AtomicLong();
  private final AtomicLong longestNanos = new AtomicLong();
  private final AtomicInteger lastHeard = new AtomicInteger();
  private final AtomicInteger interruptions = new AtomicInteger();

  @BeforeEach
  void open() {
    redis = SentinelSetup.start(folder, RedisAccess.OPEN);
    speaker = TestBus.onSentinels(vertx, redis.hosts(), SentinelSetup.NAME, SAY);
    listener = TestBus.onSentinels(vertx, redis.hosts(), SentinelSetup.NAME, SAY);
    await(() -> speaker.isLive() && listener.isLive());
    listener.onLost(interruptions::incrementAndGet);
    heardNanos.set(System.nanoTime());
    listener.subscribe("said", said -> heard(said.toString()));
    timer =
        vertx.setPeriodic(
            20,
            ignored ->
                speaker.run(
                    SAY,
                    List.of("k"),
                    List.of(speaker.address("said"), "" + spoken.incrementAndGet())));
    await(() -> longestNanos.get() > 0);
    longestNanos.set(0);
  }

  private void heard(String number) {
    lastHeard.set(Integer.parseInt(number));
    long now = System.nanoTime();
    longestNanos.accumulateAndGet(now - heardNanos.getAndSet(now), Math::max);
  }

  @AfterEach
  void close() throws Exception {
    vertx.cancelTimer(timer);
    speaker.close();
    listener.close();
    redis.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition);
  }

  private static void print(String what, long nanos) {
    System.out.printf("%s: %d ms%n", what, TimeUnit.NANOSECONDS.toMillis(nanos));
  }

  /**
   * Returns when both are at the master that a sentinel names, and have heard one another there.
   */
  private RedisServer awaitMoved(RedisServer former) {
    await(() -> redis.master(redis.sentinel(0)) != former);
    RedisServer master = redis.master(redis.sentinel(0));
    await(() -> master.tell("PUBSUB", "NUMSUB", listener.address("said")).endsWith("1"));
    int now = spoken.get();
    await(() -> lastHeard.get() > now);
    return master;
  }

  @Test
  void inAPlannedFailoverEverybodyLeavesTheFormerMasterWithoutBeingThrownOut() {
    RedisServer former = redis.master(redis.sentinel(0));
    try (SaidInLog log = new SaidInLog(Link.class)) {
      long begun = System.nanoTime();
      redis.failOver();

      awaitMoved(former);

      print("moved after", System.nanoTime() - begun);
      assertThat(log.lines())
          .filteredOn(line -> line.equals("commands: left Redis: another is the master now"))
          .hasSize(2);
      await(() -> redis.masters() == 1 && !former.isMaster());
      print("one master after", System.nanoTime() - begun);
    }
    await(() -> speaker.isLive() && listener.isLive());
    print("longest silence", longestNanos.get());
    assertThat(interruptions.get()).isPositive();
  }

  @Test
  void aMasterThatDiesIsReplaced() {
    RedisServer former = redis.master(redis.sentinel(0));
    former.kill();

    awaitMoved(former);

    await(() -> speaker.isLive() && listener.isLive());
    print("longest silence", longestNanos.get());
  }

  @Test
  void aSentinelThatIsGoneAndOneThatAnswersNobodyDoNotMatter() throws Exception {
    redis.sentinel(0).kill();
    signal("STOP", redis.sentinel(1));
    Bus late = TestBus.onSentinels(vertx, redis.hosts(), SentinelSetup.NAME, SAY);
    try {
      await(late::isLive);
    } finally {
      late.close();
      signal("CONT", redis.sentinel(1));
    }
    await(() -> speaker.isLive() && listener.isLive());
  }

  private static void signal(String name, RedisServer to) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(to.pid())).start().waitFor())
        .isZero();
  }
}
