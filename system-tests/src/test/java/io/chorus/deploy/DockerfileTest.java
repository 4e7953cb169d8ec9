package io.chorus.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The images of the services. */
class DockerfileTest {
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");

  @ParameterizedTest
  @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
  void theServicesAreBuiltAlike(String file) {
    assertThat(Project.SERVICES)
        .extracting(service -> read(service, file))
        .containsOnly(read("chat", file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
  void theServiceIsTheFirstProcessAndNotRoot(String file) {
    // Through a shell it would never hear the stop signal, and so not drain.
    assertThat(read("chat", file))
        .containsPattern("(?m)^ENTRYPOINT \\[")
        .containsPattern("(?m)^USER [1-9]\\d*:[1-9]\\d*$");
  }

  @Test
  void theLibrariesAreALayerBelowTheCode() {
    String file = read("chat", "Dockerfile.jvm");

    assertThat(file.indexOf("quarkus-app/lib/")).isBetween(0, file.indexOf("quarkus-app/app/"));
  }

  @Test
  void theJvmKnowsItsFlags() {
    String entrypoint = read("chat", "Dockerfile.jvm").split("ENTRYPOINT", 2)[1];
    List<String> flags =
        QUOTED
            .matcher(entrypoint)
            .results()
            .map(MatchResult::group)
            .map(it -> it.replace("\"", ""))
            .filter(it -> it.startsWith("-X") || it.startsWith("--"))
            .toList();

    Program.Outcome java =
        new Program(Path.of(System.getProperty("java.home"), "bin", "java"))
            .run(
                Project.path(""),
                Map.of(),
                Stream.concat(flags.stream(), Stream.of("-version")).toArray(String[]::new));

    assertThat(flags).isNotEmpty();
    assertThat(java.status()).as(java.output()).isZero();
    assertThat(java.output()).doesNotContainIgnoringCase("warning");
  }

  private static String read(String service, String file) {
    return Project.read(service + "-service/src/main/docker/" + file);
  }
}
