package io.chorus.stack.cli;

import io.chorus.stack.Suite;
import io.chorus.stack.SuiteOptions;
import io.chorus.stack.bench.NotifyBench;
import io.chorus.stack.bench.RoomBench;
import io.chorus.stack.embedded.Folders;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "bench",
    description = "Runs a benchmark on a suite of its own, with data of its own.",
    mixinStandardHelpOptions = true)
final class Bench implements Callable<Integer> {
  private static final int CHAT_INSTANCES = 2;

  enum Scenario {
    notify,
    room
  }

  @Spec private CommandSpec spec;
  @ParentCommand private Chorus chorus;

  @Parameters(
      paramLabel = "SCENARIO",
      defaultValue = "notify",
      description = "One of: ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
  private Scenario scenario;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Path folder = Files.createTempDirectory("chorus-bench-");
    Suite suite =
        new Suite(
            SuiteOptions.in(chorus.home()).apartIn(folder).withInstances(CHAT_INSTANCES, 1, 1),
            out::println);
    Thread stop = new Thread(suite::stop);
    Runtime.getRuntime().addShutdownHook(stop);
    try (suite) {
      suite.start();
      switch (scenario) {
        case notify -> new NotifyBench(suite, out).run();
        case room -> new RoomBench(suite, out).run();
      }
    }
    Folders.delete(folder);
    return CommandLine.ExitCode.OK;
  }
}
