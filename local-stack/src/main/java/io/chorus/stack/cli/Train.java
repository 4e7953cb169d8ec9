package io.chorus.stack.cli;

import io.chorus.stack.SuiteOptions;
import io.chorus.stack.Training;
import io.chorus.stack.embedded.Folders;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "train",
    hidden = true,
    description = "Makes the AOT caches of packaged services, as the builds of their images do.",
    mixinStandardHelpOptions = true)
final class Train implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private Chorus chorus;

  @Parameters(
      paramLabel = "SERVICE",
      arity = "1..*",
      description = "Their folders: chat-service, for one.")
  private List<String> services;

  @Override
  public Integer call() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(services.size())) {
      List<Callable<Void>> trainings = services.stream().map(this::training).toList();
      for (Future<Void> training : threads.invokeAll(trainings)) {
        training.get();
      }
    }
    return CommandLine.ExitCode.OK;
  }

  private Callable<Void> training(String service) {
    PrintWriter out = spec.commandLine().getOut();
    return () -> {
      Path folder = Files.createTempDirectory("chorus-training-");
      new Training(SuiteOptions.in(chorus.home()).apartIn(folder), service, out::println).run();
      Folders.delete(folder);
      return null;
    };
  }
}
