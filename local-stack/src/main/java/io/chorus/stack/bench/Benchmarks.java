package io.chorus.stack.bench;

import io.chorus.stack.Suite;
import io.chorus.stack.SuiteOptions;
import io.chorus.stack.embedded.Folders;
import io.chorus.stack.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Puts a suite of its own, and what it is compared with, through a benchmark. The chat service and
 * Redis have a processor to themselves where there are two, as their cost is what is asked for.
 */
public final class Benchmarks {
  private static final List<String> WS = List.of("ws@8.18.0", "ioredis@5.4.1");
  private static final int SERVERS = 0;
  private static final int OTHERS = 1;

  private final Path home;
  private final Consumer<String> out;

  /**
   * @param home the project's folder, with the packaged services
   */
  public Benchmarks(Path home, Consumer<String> out) {
    this.home = home;
    this.out = out;
  }

  /**
   * Runs it; returns when nothing is left running.
   *
   * @param against {@code ws}, or the folder of another checkout, built; null for nothing
   * @param json where all figures go
   */
  public void run(
      String scenario,
      BenchmarkOptions options,
      String against,
      int repeats,
      boolean pin,
      Path json)
      throws Exception {
    Benchmark benchmark = options.benchmark(scenario);
    Path folder = Files.createTempDirectory("chorus-bench-");
    List<Target> targets = new ArrayList<>();
    Thread stop = new Thread(() -> targets.forEach(Target::close));
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      int chat = scenario.equals("storm") ? 2 : 1;
      ChorusTarget chorus = suite("chorus", home, folder.resolve("suite"), chat);
      targets.add(chorus);
      if ("ws".equals(against) && !benchmark.isForPeers()) {
        throw new StartFailure("The peer ws has nothing to compare in " + scenario + ".");
      }
      if (against != null) {
        targets.add(
            against.equals("ws")
                ? NodePeer.start(
                    "ws", WS, home.resolve(".chorus/bench/node"), chorus.suite().redis())
                : suite("against", Path.of(against), folder.resolve("against"), chat));
      }
      if (pin && Runtime.getRuntime().availableProcessors() > 1) {
        targets.forEach(target -> pin(target, benchmark.servers()));
      }
      Comparison comparison = new Comparison(scenario, out);
      comparison.run(benchmark, targets, repeats);
      comparison.report();
      comparison.write(json);
    } finally {
      targets.forEach(Target::close);
    }
    Folders.delete(folder);
  }

  private ChorusTarget suite(String name, Path checkout, Path folder, int chat) throws IOException {
    Files.createDirectories(folder);
    Suite suite =
        new Suite(
            SuiteOptions.in(checkout)
                .apartIn(folder)
                .withInstances(chat, 1, 1)
                .withEnvironment(ChorusTarget.WITHOUT_LIMITS),
            line -> out.accept("  " + line));
    suite.start();
    return new ChorusTarget(name, suite);
  }

  private static void pin(Target target, Set<String> servers) {
    if (servers.isEmpty()) {
      return;
    }
    target
        .processes()
        .and("loader", List.of(ProcessHandle.current().pid()))
        .byName()
        .forEach((name, pids) -> Pinning.pin(pids, servers.contains(name) ? SERVERS : OTHERS));
  }
}
