package io.chorus.stack.cli;

import io.chorus.stack.SuiteOptions;
import io.chorus.stack.status.StackFile;
import io.chorus.stack.status.SuiteState;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "status",
    description = "Shows what runs; exits with 0 when all of it is ready.",
    mixinStandardHelpOptions = true)
final class Status implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private Chorus chorus;

  @Override
  public Integer call() {
    Optional<StackFile.Content> content =
        StackFile.in(SuiteOptions.in(chorus.home()).state()).read();
    if (content.isEmpty()) {
      spec.commandLine().getErr().println("No suite is running from this checkout.");
      return CommandLine.ExitCode.SOFTWARE;
    }
    List<SuiteState.Part> parts = SuiteState.of(content.get());
    PrintWriter out = spec.commandLine().getOut();
    for (SuiteState.Part part : parts) {
      out.printf(
          "%-16s %-9s pid %-8d %s%n",
          part.name(), part.ready() ? "ready" : "not ready", part.pid(), part.url());
    }
    return parts.stream().allMatch(SuiteState.Part::ready)
        ? CommandLine.ExitCode.OK
        : CommandLine.ExitCode.SOFTWARE;
  }
}
