package io.chorus.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.stack.test.Needs;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compose itself accepts the file: its first version and its second, whichever is here. */
class ComposeCommandTest {
  private static final Path FOLDER = Project.path("");

  record Compose(String program, List<String> prefix) {
    boolean isThere() {
      return Program.find(program)
          .filter(found -> found.run(FOLDER, Map.of(), with("version")).status() == 0)
          .isPresent();
    }

    Program.Outcome config(Map<String, String> environment) {
      return Program.require(program)
          .run(FOLDER, environment, with("--env-file", ".env.example", "config"));
    }

    private String[] with(String... arguments) {
      return Stream.concat(prefix.stream(), Stream.of(arguments)).toArray(String[]::new);
    }
  }

  static Stream<Compose> versions() {
    List<Compose> there =
        Stream.of(
                new Compose("docker-compose", List.of()), new Compose("docker", List.of("compose")))
            .filter(Compose::isThere)
            .toList();
    Needs.require(!there.isEmpty(), "docker-compose or docker compose");
    return there.stream();
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
