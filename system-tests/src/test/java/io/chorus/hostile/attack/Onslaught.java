package io.chorus.hostile.attack;

import io.chorus.hostile.attack.Attack.Target;
import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All attackers, which take turns on one event loop. The loop's own use of a processor is bounded:
 * when it has used its share, turns come later. So it is the suite that the machine works for.
 */
public final class Onslaught implements AutoCloseable {
  /** Every kind there is. */
  static final List<Attack> KINDS =
      Stream.concat(
              Stream.<Attack>of(
                  new UnreadPings(),
                  new DeafMember(),
                  new OversizedFrame(),
                  new OversizedFragments(),
                  new EmptyFirstFragment(),
                  new InvalidText(),
                  new ReservedBits(),
                  new JsonBombs(),
                  new HeavyMetadata(),
                  new SignalFlood(),
                  new TypingFlood(),
                  new MessageFlood(),
                  new RoomHoarder(),
                  new ConnectStorm(true),
                  new ConnectStorm(false),
                  new DyingToken(),
                  new UnreadHistory(),
                  new UnreadStream(),
                  new KeyFlood(),
                  new PostedBombs(Target.CHAT),
                  new PostedBombs(Target.NOTIFICATION)),
              Stream.of(Target.values())
                  .flatMap(
                      target ->
                          Stream.of(
                              new WithheldBody(target),
                              new SlowHead(target),
                              new DrippingBody(target),
                              new LargePost(target),
                              new NestedClaims(target))))
          .toList();

  private static final long TICK_MILLIS = 5;

  /** Of one processor. */
  private static final double SHARE = 0.3;

  private static final long SAVED_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final NioEventLoopGroup group = new NioEventLoopGroup(1);
  private final EventLoop loop = group.next();
  private final Tally tally = new Tally();
  private final List<Attacker> attackers;
  private final double turnNanos;
  private ScheduledFuture<?> ticking;
  private long lastTick;
  private long lastUsed;
  private double budget;
  private double due;
  private int next;

  /**
   * Does not begin yet.
   *
   * @param turn how often each attacker does something, where the loop's share lets it
   */
  public Onslaught(int size, Duration turn, Means means) {
    this.turnNanos = turn.toNanos();
    this.attackers =
        IntStream.range(0, size)
            .mapToObj(i -> new Attacker(i, KINDS.get(i % KINDS.size()), means, loop, tally))
            .toList();
  }

  public void begin() {
    onLoop(
        () -> {
          lastTick = System.nanoTime();
          lastUsed = threads.getCurrentThreadCpuTime();
          ticking =
              loop.scheduleWithFixedDelay(
                  this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
          return null;
        });
  }

  private void tick() {
    long now = System.nanoTime();
    long used = threads.getCurrentThreadCpuTime();
    budget = Math.min(budget + SHARE * (now - lastTick) - (used - lastUsed), SAVED_NANOS);
    due = Math.min(due + attackers.size() * (now - lastTick) / turnNanos, attackers.size());
    lastTick = now;
    lastUsed = used;
    for (; due >= 1 && budget > 0; due--) {
      attackers.get(next++ % attackers.size()).turn();
      long after = threads.getCurrentThreadCpuTime();
      budget -= after - lastUsed;
      lastUsed = after;
    }
  }

  /** No more attacks; those under way listen how they end. */
  public void pause() {
    onLoop(
        () -> {
          ticking.cancel(false);
          attackers.forEach(Attacker::rest);
          return null;
        });
  }

  /** Everybody leaves. */
  public void disperse() {
    onLoop(
        () -> {
          attackers.forEach(Attacker::leave);
          return null;
        });
  }

  /** What became of each kind of attack, in Markdown. */
  public String table() {
    return onLoop(tally::table);
  }

  /** What should not have been an attack's answer, or its end; a line each. */
  public List<String> faults() {
    return onLoop(tally::faults);
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, PATIENCE.toMillis(), TimeUnit.MILLISECONDS).syncUninterruptibly();
  }

  private <T> T onLoop(Callable<T> task) {
    return loop.submit(task).syncUninterruptibly().getNow();
  }
}
