package io.chorus.stack.cli;

import io.chorus.stack.SuiteOptions;
import io.chorus.stack.token.DevKeys;
import io.chorus.stack.token.TokenRequest;
import io.chorus.stack.token.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "token",
    description = "Prints a token for the suite of this checkout.",
    mixinStandardHelpOptions = true)
final class Token implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private Chorus chorus;

  @Option(names = "--user", required = true, paramLabel = "ID", description = "Who it is for.")
  private String user;

  @Option(names = "--name", description = "How others see the user; default: the id.")
  private String name;

  @Option(
      names = "--role",
      arity = "1",
      description = "notifier, publisher, moderator or admin; may be repeated.")
  private List<String> roles = List.of();

  @Option(
      names = "--room",
      arity = "1",
      paramLabel = "PATTERN",
      description = "A room, or several by *; may be repeated. Without: the services' default.")
  private List<String> rooms;

  @Option(
      names = "--moderates",
      arity = "1",
      paramLabel = "PATTERN",
      description = "A room, or several by *, whose messages the user may change; may be repeated.")
  private List<String> moderates;

  @Option(
      names = "--ttl",
      converter = Time.class,
      description = "How long it is good: 30s, 15m, 1h, 7d; default: 1h.")
  private Duration ttl = TokenRequest.DEFAULT_TTL;

  @Override
  public Integer call() {
    Tokens tokens = new Tokens(DevKeys.in(SuiteOptions.in(chorus.home()).keys()));
    String username = name == null ? user : name;
    String token = tokens.mint(new TokenRequest(user, username, roles, rooms, moderates, ttl));
    spec.commandLine().getOut().println(token);
    return CommandLine.ExitCode.OK;
  }
}
