package io.chorus.stack.cli;

import io.chorus.stack.SuiteOptions;
import io.chorus.stack.Training;
import io.chorus.stack.embedded.Folders;
import io.chorus.stack.process.StartFailure;
import io.chorus.stack.service.Fleet;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
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
  public Integer call() {
    Fleet.together(services.stream().map(service -> () -> train(service)));
    return CommandLine.ExitCode.OK;
  }

  private void train(String service) {
    PrintWriter out = spec.commandLine().getOut();
    try {
      Path folder = Files.createTempDirectory("chorus-training-");
      new Training(SuiteOptions.in(chorus.home()).apartIn(folder), service, out::println).run();
      Folders.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure("The training of " + service + " was interrupted.");
    }
  }
}
