package io.chorus.stack.cli;

import io.chorus.stack.Suite;
import io.chorus.stack.SuiteOptions;
import io.chorus.stack.bench.BenchmarkOptions;
import io.chorus.stack.bench.Benchmarks;
import io.chorus.stack.bench.NotifyBench;
import io.chorus.stack.bench.RoomBench;
import io.chorus.stack.bench.plot.Page;
import io.chorus.stack.embedded.Folders;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "bench",
    description = "Runs a benchmark on a suite of its own, with data of its own.",
    mixinStandardHelpOptions = true)
final class Bench implements Callable<Integer> {
  private static final int CHAT_INSTANCES = 2;

  /** What may be asked for. */
  static final class Scenarios implements Iterable<String> {
    private static final List<String> ALL =
        List.of(
            "fanout",
            "small-rooms",
            "idle",
            "connect",
            "storm",
            "store",
            "history",
            "state",
            "sync",
            "changes",
            "inbox",
            "growth",
            "room",
            "notify",
            "plots");

    @Override
    public Iterator<String> iterator() {
      return ALL.iterator();
    }
  }

  @Spec private CommandSpec spec;
  @ParentCommand private Chorus chorus;

  @Parameters(
      paramLabel = "SCENARIO",
      defaultValue = "fanout",
      completionCandidates = Scenarios.class,
      description = "One of: ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
  private String scenario;

  @Option(
      names = "--against",
      paramLabel = "PEER",
      description =
          "Runs a peer in turn, and gives ratios: ws or socketio (need Node), or the folder of"
              + " another checkout, built.")
  private String against;

  @Option(names = "--repeats", defaultValue = "3", description = "Runs; default: ${DEFAULT-VALUE}.")
  private int repeats;

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = "Measured in each run; default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "20",
      description =
          "Seconds before in each run: a JVM compiles meanwhile; default: ${DEFAULT-VALUE}.")
  private int warmUp;

  @Option(
      names = "--connections",
      description = "In place of the scenario's own number; of what it stores in inbox and growth.")
  private int connections;

  @Option(names = "--rooms", description = "In place of the scenario's own number.")
  private int rooms;

  @Option(names = "--rate", description = "Messages a second, in place of the scenario's own.")
  private int rate;

  @Option(
      names = "--in-flight",
      description = "Messages of each room on their way at a time, in place of a rate.")
  private int inFlight;

  @Option(
      names = "--no-pin",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Leaves it to the system which process runs on which processor.")
  private boolean pin;

  @Option(
      names = "--json",
      description =
          "The file that all figures go to, in .chorus/bench by default; for plots the folder of"
              + " files that pictures are made of, docs/benchmarks by default.")
  private Path json;

  @Override
  public Integer call() throws Exception {
    if (!Scenarios.ALL.contains(scenario)) {
      throw new ParameterException(
          spec.commandLine(),
          "There is no benchmark '%s', but %s."
              .formatted(scenario, String.join(", ", Scenarios.ALL)));
    }
    PrintWriter out = spec.commandLine().getOut();
    switch (scenario) {
      case "room", "notify" -> runOnPair(out);
      case "plots" -> {
        Path docs = chorus.home().resolve("docs");
        new Page(docs, out::println).write(json != null ? json : docs.resolve("benchmarks"));
      }
      default -> {
        Path file =
            json != null ? json : chorus.home().resolve(".chorus/bench/" + scenario + ".json");
        BenchmarkOptions options =
            new BenchmarkOptions(
                connections,
                rooms,
                rate,
                inFlight,
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(warmUp));
        new Benchmarks(
                chorus.home(),
                command(),
                line -> {
                  out.println(line);
                  out.flush();
                })
            .run(scenario, options, against, repeats, pin, file);
      }
    }
    return CommandLine.ExitCode.OK;
  }

  /** As it was typed, but for what is this machine's alone. */
  private String command() {
    List<String> words = new ArrayList<>(spec.root().commandLine().getParseResult().originalArgs());
    words.removeIf(word -> word.startsWith("--home=") || word.startsWith("--json="));
    for (String own : List.of("--home", "--json")) {
      int at = words.indexOf(own);
      if (at >= 0) {
        words.subList(at, at + 2).clear();
      }
    }
    return "./chorus " + String.join(" ", words);
  }

  private void runOnPair(PrintWriter out) throws Exception {
    Path folder = Files.createTempDirectory("chorus-bench-");
    Suite suite =
        new Suite(
            SuiteOptions.in(chorus.home()).apartIn(folder).withInstances(CHAT_INSTANCES, 1, 1),
            out::println);
    Thread stop = new Thread(suite::stop);
    Runtime.getRuntime().addShutdownHook(stop);
    try (suite) {
      suite.start();
      if (scenario.equals("notify")) {
        new NotifyBench(suite, out).run();
      } else {
        new RoomBench(suite, out).run();
      }
    }
    Folders.delete(folder);
  }
}
