package io.chorus.stack.bench;

import io.chorus.stack.bench.load.Loader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** What a connection costs on which nothing happens: memory, and the processor's time for pings. */
final class IdleBenchmark implements Benchmark {
  private static final int AT_ONCE = 50;
  private static final int FIRST = 500;
  private static final long PAUSE_MILLIS = 3_000;
  private static final long MEASURED_MILLIS = 10_000;

  private final int connections;

  IdleBenchmark(int connections) {
    this.connections = connections;
  }

  @Override
  public Measured run(Target target, Consumer<String> progress)
      throws InterruptedException, IOException {
    Measured measured = new Measured();
    String run = Long.toString(System.nanoTime(), Character.MAX_RADIX);
    try (Loader loader = new Loader()) {
      // What is loaded and compiled for the first ones is no connection's.
      enter(loader, target, "first-" + run, FIRST);
      settle(target);
      Map<String, Long> before = target.processes().residentBytes();
      enter(loader, target, run, connections);
      progress.accept("%,d connections".formatted(connections));
      settle(target);
      target
          .processes()
          .residentBytes()
          .forEach(
              (name, bytes) ->
                  measured.put(
                      name + " KB/connection", (bytes - before.get(name)) / 1024.0 / connections));
      Map<String, Long> cpu = target.processes().cpuNanos();
      long began = System.nanoTime();
      TimeUnit.MILLISECONDS.sleep(MEASURED_MILLIS);
      double seconds = (System.nanoTime() - began) / 1e9;
      target
          .processes()
          .cpuNanos()
          .forEach(
              (name, nanos) ->
                  measured.put(
                      name + " % of a processor", (nanos - cpu.get(name)) / 1e7 / seconds));
    }
    measured.put("server KB/connection", measured.get(target.server() + " KB/connection"));
    return measured;
  }

  private static void enter(Loader loader, Target target, String run, int count)
      throws InterruptedException {
    List<String> users = IntStream.range(0, count).mapToObj(n -> "bench-" + run + "-" + n).toList();
    new Arrivals(loader, target, users, AT_ONCE).awaitAll();
  }

  /** Garbage is nobody's memory: where it is a JVM, it is collected first. */
  private static void settle(Target target) throws IOException, InterruptedException {
    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    for (long pid : target.processes().byName().getOrDefault("chat", List.of())) {
      Usage.collectGarbage(pid);
    }
    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
  }
}
