package io.chorus.stack.cli;

import io.chorus.stack.SuiteOptions;
import io.chorus.stack.Training;
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
    name = "train",
    hidden = true,
    description = "Makes the AOT cache of a packaged service, as its image's build does.",
    mixinStandardHelpOptions = true)
final class Train implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private Chorus chorus;

  @Parameters(paramLabel = "SERVICE", description = "Its folder: chat-service, for one.")
  private String service;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Path folder = Files.createTempDirectory("chorus-training-");
    new Training(SuiteOptions.in(chorus.home()).apartIn(folder), service, out::println).run();
    Folders.delete(folder);
    return CommandLine.ExitCode.OK;
  }
}
