package io.chorus.stack.bench;

import io.chorus.stack.bench.load.Loader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Deliveries in rooms: what each costs, and how long it takes. */
final class RoomsBenchmark implements Benchmark {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  /** Connections begun at once: more than a listening socket's queue would have to wait. */
  private static final int AT_ONCE = 100;

  /** After the last message, for what is under way. */
  private static final long SETTLE_MILLIS = 500;

  private static final String COST = "µs/delivery";

  /** What of it is the kernel's: a server that did nothing itself would pay it, too. */
  private static final String KERNEL_COST = "kernel µs/delivery";

  private final RoomPlan plan;

  RoomsBenchmark(RoomPlan plan) {
    this.plan = plan;
  }

  @Override
  public Measured run(Target target, Consumer<String> progress) throws InterruptedException {
    try (Loader loader = new Loader()) {
      RoomPlay play =
          new RoomPlay(loader, target, plan, Long.toString(System.nanoTime(), Character.MAX_RADIX));
      enter(loader, play);
      loader.execute(play::begin);
      TimeUnit.NANOSECONDS.sleep(plan.warmUp().toNanos());
      Processes processes =
          target.processes().and("loader", List.of(ProcessHandle.current().pid()));
      loader.ask(
          () -> {
            play.reset();
            return null;
          });
      Map<String, Long> before = processes.cpuNanos();
      Map<String, Long> kernelBefore = processes.kernelNanos();
      long began = System.nanoTime();
      TimeUnit.NANOSECONDS.sleep(plan.time().toNanos());
      Measured measured = new Measured();
      loader.ask(
          () -> {
            Map<String, Long> after = processes.cpuNanos();
            Map<String, Long> kernelAfter = processes.kernelNanos();
            double seconds = (System.nanoTime() - began) / 1e9;
            measured.put("deliveries/s", play.deliveries / seconds);
            measured.put("messages/s", play.sent / seconds);
            measured.put("acknowledged/s", play.stored.getTotalCount() / seconds);
            long deliveries = Math.max(1, play.deliveries);
            measured.putCpu(COST, deliveries, before, after);
            measured.putCpu(KERNEL_COST, deliveries, kernelBefore, kernelAfter);
            for (String cost : List.of(COST, KERNEL_COST)) {
              measured.put(
                  "server " + cost,
                  measured.get(target.server() + " " + cost) + measured.get("redis " + cost));
            }
            play.stopWriting();
            return null;
          });
      TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
      loader.ask(
          () -> {
            measured.putTimes("live", play.live);
            measured.putTimes(target.stores() ? "stored" : "answered", play.stored);
            measured.put("refused", play.refused);
            play.cut();
            return null;
          });
      return measured;
    }
  }

  private void enter(Loader loader, RoomPlay play) throws InterruptedException {
    // Signatures would hold the loader up, and with it everybody.
    int connected = 0;
    while (loader.ask(() -> play.connectSome(AT_ONCE))) {
      connected += AT_ONCE;
      await(loader, play, connected - AT_ONCE);
    }
    await(loader, play, plan.connections());
  }

  private static void await(Loader loader, RoomPlay play, int count) throws InterruptedException {
    loader.awaitAll("clients have not joined", PATIENCE, () -> Math.max(0, count - play.joined()));
  }
}
