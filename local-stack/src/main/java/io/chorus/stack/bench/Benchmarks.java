package io.chorus.stack.bench;

import io.chorus.stack.Suite;
import io.chorus.stack.SuiteOptions;
import io.chorus.stack.bench.figures.Results;
import io.chorus.stack.embedded.Folders;
import io.chorus.stack.process.StartFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Puts a suite of its own, and what it is compared with, through a benchmark. The chat service and
 * Redis have a processor to themselves where there are two, as their cost is what is asked for.
 */
public final class Benchmarks {
  private static final int SERVERS = 0;
  private static final int OTHERS = 1;

  private final Path home;
  private final String command;
  private final Consumer<String> out;

  /**
   * @param home the project's folder, with the packaged services
   * @param command what was asked for, as figures shall name it
   */
  public Benchmarks(Path home, String command, Consumer<String> out) {
    this.home = home;
    this.command = command;
    this.out = out;
  }

  /**
   * Runs it; returns when nothing is left running.
   *
   * @param against {@code ws} or {@code socketio}, or the folder of another checkout, built; null
   *     for nothing
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
    if (NodePeer.Kind.named(against).isPresent() && !benchmark.isForPeers()) {
      throw new StartFailure(
          "The peer " + against + " has nothing to compare in " + scenario + ".");
    }
    Path folder = Files.createTempDirectory("chorus-bench-");
    List<Target> targets = new ArrayList<>();
    Thread stop = new Thread(() -> targets.forEach(Target::close));
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      int chat = scenario.equals("storm") ? 2 : 1;
      ChorusTarget chorus = suite("chorus", home, folder.resolve("suite"), chat);
      targets.add(chorus);
      if (against != null) {
        Optional<NodePeer.Kind> peer = NodePeer.Kind.named(against);
        targets.add(
            peer.isPresent()
                ? NodePeer.start(
                    peer.get(), home.resolve(".chorus/bench/node"), chorus.suite().redis())
                : suite("against", Path.of(against), folder.resolve("against"), chat));
      }
      // Before this process is pinned: it would see one processor only.
      Map<String, String> machine = Machine.describe(URI.create(chorus.suite().redis().url()));
      if (pin && Runtime.getRuntime().availableProcessors() > 1) {
        targets.forEach(target -> pin(target, benchmark.servers()));
      }
      Results results =
          new Results(
              scenario,
              command,
              Instant.now().truncatedTo(ChronoUnit.MINUTES).toString(),
              Checkout.commit(home),
              machine,
              new Comparison(scenario, out).run(benchmark, targets, repeats));
      Comparison.report(results, out);
      results.write(json);
      out.accept("All figures: " + json);
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
        .forEach(
            (name, pids) ->
                Pinning.pin(
                    pids.stream().flatMap(Processes::family).toList(),
                    servers.contains(name) ? SERVERS : OTHERS));
  }
}
