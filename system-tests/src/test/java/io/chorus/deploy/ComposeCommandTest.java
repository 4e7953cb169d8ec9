package io.chorus.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compose itself accepts the file: its first version and its second, whichever is here. */
class ComposeCommandTest {

  record Compose(String program, List<String> prefix) {
    Program.Outcome config(Map<String, String> environment) {
      Program compose = Program.require(program);
      Path folder = Project.path("");
      Assumptions.assumeTrue(
          compose.run(folder, Map.of(), with("version")).status() == 0,
          () -> "skipped: " + this + " is not on this machine");
      return compose.run(folder, environment, with("--env-file", ".env.example", "config"));
    }

    private String[] with(String... arguments) {
      return Stream.concat(prefix.stream(), Stream.of(arguments)).toArray(String[]::new);
    }
  }

  static Stream<Compose> versions() {
    return Stream.of(
        new Compose("docker-compose", List.of()), new Compose("docker", List.of("compose")));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void theFileIsValidOnceTheRequiredIsSet(Compose compose) {
    Program.Outcome config = compose.config(required());

    assertThat(config.status()).as(config.output()).isZero();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void whatIsMissingIsNamed(Compose compose) {
    assertThat(new TreeSet<>(required().keySet()))
        .allSatisfy(
            name -> {
              Map<String, String> environment = required();
              environment.put(name, "");

              Program.Outcome config = compose.config(environment);

              assertThat(config.status()).isNotZero();
              assertThat(config.output()).contains(name + " is missing in .env");
            });
  }

  private static Map<String, String> required() {
    Map<String, String> environment = new HashMap<>();
    ComposeFile.read().requiredVariables().forEach(name -> environment.put(name, "./value"));
    return environment;
  }
}
