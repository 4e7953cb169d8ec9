package io.chorus.stack.cli;

import io.chorus.stack.process.StartFailure;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Option;

/** The suite's command line. */
@Command(
    name = "chorus",
    description = "Runs the whole chat and notification suite on this machine.",
    subcommands = {
      Up.class,
      Token.class,
      Status.class,
      Bench.class,
      Conformance.class,
      LoadCommand.class,
      Train.class
    },
    mixinStandardHelpOptions = true)
public final class Chorus {
  @Option(names = "--home", hidden = true, scope = CommandLine.ScopeType.INHERIT)
  private Path home = Path.of("");

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    CommandLine commandLine = new CommandLine(new Chorus());
    commandLine.setExecutionExceptionHandler(inOneSentence());
    commandLine.setParameterExceptionHandler(
        (failure, given) -> {
          failure.getCommandLine().getErr().println(failure.getMessage());
          return CommandLine.ExitCode.USAGE;
        });
    return commandLine.execute(arguments);
  }

  /** The project's folder. */
  Path home() {
    return home.toAbsolutePath().normalize();
  }

  private static IExecutionExceptionHandler inOneSentence() {
    return (failure, commandLine, given) ->
        switch (failure) {
          case StartFailure sentence -> complain(commandLine, sentence.getMessage());
          case UncheckedIOException io ->
              complain(commandLine, "Reading or writing failed: " + io.getCause().getMessage());
          default -> throw failure;
        };
  }

  private static int complain(CommandLine commandLine, String sentence) {
    commandLine.getErr().println(sentence);
    return CommandLine.ExitCode.SOFTWARE;
  }
}
