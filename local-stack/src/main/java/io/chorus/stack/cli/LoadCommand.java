package io.chorus.stack.cli;

import io.chorus.stack.SuiteOptions;
import io.chorus.stack.load.Load;
import io.chorus.stack.load.LoadOptions;
import io.chorus.stack.process.StartFailure;
import io.chorus.stack.token.DevKeys;
import io.chorus.stack.token.Tokens;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "load",
    description =
        "Has clients talk at a suite, and tells how long it takes; exits with 0 when nothing was"
            + " refused and no connection lost.",
    mixinStandardHelpOptions = true)
final class LoadCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private Chorus chorus;

  @Parameters(paramLabel = "URL", description = "Of its gateway: https://chat.example.org")
  private URI url;

  @Option(names = "--clients", description = "Connections; default: ${DEFAULT-VALUE}.")
  private int clients = 100;

  @Option(names = "--rooms", description = "Each client is in one; default: ${DEFAULT-VALUE}.")
  private int rooms = 10;

  @Option(names = "--rate", description = "Messages a second of all; default: ${DEFAULT-VALUE}.")
  private int rate = 20;

  @Option(names = "--time", converter = Time.class, description = "Default: 30s.")
  private Duration time = Duration.ofSeconds(30);

  @Option(
      names = "--tokens",
      paramLabel = "FILE",
      description =
          "Tokens, one a line, which clients take in turn; without: those of this checkout's suite.")
  private Path tokens;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    try (Load load =
        new Load(
            options(),
            tokensOf(),
            line -> {
              out.println(line);
              out.flush();
            })) {
      return load.run() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
  }

  private LoadOptions options() {
    try {
      return new LoadOptions(url, clients, rooms, rate, time);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  private UnaryOperator<String> tokensOf() throws IOException {
    if (tokens == null) {
      return new Tokens(DevKeys.in(SuiteOptions.in(chorus.home()).keys()))::mint;
    }
    List<String> given = Files.readAllLines(tokens).stream().filter(it -> !it.isBlank()).toList();
    if (given.isEmpty()) {
      throw new StartFailure(tokens + " holds no token.");
    }
    return user ->
        given.get(Math.floorMod(Integer.parseInt(user.replaceAll("\\D", "")), given.size()));
  }
}
