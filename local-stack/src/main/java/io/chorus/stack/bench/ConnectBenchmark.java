package io.chorus.stack.bench;

import io.chorus.stack.bench.load.Loader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Clients who come all at once, each with a token that the server has not seen yet: first to a
 * server that has just been started, in the first run, then to one that knows its work.
 */
final class ConnectBenchmark implements Benchmark {
  private static final int AT_ONCE = 100;
  private static final int ROUNDS = 3;
  private static final long PAUSE_MILLIS = 2_000;

  private final int connections;

  ConnectBenchmark(int connections) {
    this.connections = connections;
  }

  @Override
  public Measured run(Target target, Consumer<String> progress) throws InterruptedException {
    Measured measured = new Measured();
    String run = Long.toString(System.nanoTime(), Character.MAX_RADIX);
    for (int round = 1; round <= ROUNDS; round++) {
      String name = run + "-" + round;
      List<String> users =
          IntStream.range(0, connections).mapToObj(n -> "bench-" + name + "-" + n).toList();
      try (Loader loader = new Loader()) {
        Arrivals arrivals = new Arrivals(loader, target, users, AT_ONCE);
        Map<String, Long> before = target.processes().cpuNanos();
        long began = System.nanoTime();
        arrivals.awaitAll();
        double seconds = (System.nanoTime() - began) / 1e9;
        measured.put("round " + round + " connects/s", connections / seconds);
        measured.putCpu(
            "µs/connect in round " + round, connections, before, target.processes().cpuNanos());
        measured.put(
            "round " + round + " server µs/connect",
            measured.get(target.server() + " µs/connect in round " + round));
        progress.accept("round %d: %,.0f connects/s".formatted(round, connections / seconds));
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    return measured;
  }
}
