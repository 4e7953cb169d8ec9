package io.chorus.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The images: what they are built of, and how they start. */
class DockerfileTest {
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
  private static final Pattern COPIED =
      Pattern.compile("(?m)^COPY (?!--from)(?:--\\S+ )*(.+) \\S+$");

  static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(Project.path("docker"))) {
      return files
          .filter(it -> it.getFileName().toString().startsWith("Dockerfile."))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void theLastStageHasNeitherAJdkNorMavenAndIsNotRoot(Path file) throws IOException {
    String last = Files.readString(file);
    last = last.substring(last.lastIndexOf("\nFROM "));

    assertThat(last)
        .doesNotContain("mvnw", "-jdk")
        .containsPattern("(?m)^USER [1-9]\\d*:[1-9]\\d*$");
  }

  @ParameterizedTest
  @MethodSource("files")
  void whatIsCopiedIsThereAndNotIgnored(Path file) throws IOException {
    List<String> ignored = Project.read(".dockerignore").lines().toList();

    assertThat(
            COPIED
                .matcher(Files.readString(file))
                .results()
                .flatMap(it -> Stream.of(it.group(1).split(" "))))
        .isNotEmpty()
        .allSatisfy(
            source -> {
              String place = source.replace("${SERVICE}", "chat-service");
              assertThat(Project.path(place)).exists();
              assertThat(ignored)
                  .anyMatch(
                      it -> it.startsWith("!") && (place + "/").startsWith(it.substring(1) + "/"));
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
  void theServiceIsTheFirstProcess(String file) {
    // Through a shell it would never hear the stop signal, and so not drain.
    assertThat(read(file)).containsPattern("(?m)^ENTRYPOINT \\[");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
  void aChangeInAServiceBuildsNothingThatTheOthersShare(String file) {
    String build = read(file).substring(0, read(file).lastIndexOf("\nFROM "));
    int service = build.indexOf("COPY ${SERVICE} ");

    assertThat(build.indexOf("COPY common-model common-model")).isBetween(0, service);
    assertThat(build.indexOf("COPY local-stack local-stack")).isBetween(0, service);
    assertThat(build.indexOf("package", service)).isPositive();
  }

  @Test
  void theLibrariesAreALayerBelowTheCode() {
    String file = read("Dockerfile.jvm");

    assertThat(file.indexOf("quarkus-app/lib/")).isBetween(0, file.indexOf("quarkus-app/app/"));
  }

  @Test
  void theJvmKnowsItsFlags() {
    String entrypoint = read("Dockerfile.jvm").split("ENTRYPOINT", 2)[1];
    List<String> flags =
        QUOTED
            .matcher(entrypoint)
            .results()
            .map(MatchResult::group)
            .map(it -> it.replace("\"", ""))
            .filter(it -> it.startsWith("-X") || it.startsWith("--"))
            // Is in the image alone.
            .filter(it -> !it.startsWith("-XX:AOTCache"))
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

  @Test
  void anImageIsBuiltThoughItsServiceCouldNotBeTrained() {
    String service = "no-such-service";

    Program.Outcome training =
        new Program(Project.path("docker/train.sh")).run(Project.path(""), Map.of(), service);

    assertThat(training.status()).as(training.output()).isZero();
    assertThat(training.output()).contains("WARNING: " + service + " could not be trained");
    // A pattern of its own would have to match something.
    assertThat(read("Dockerfile.jvm")).containsPattern("(?m)^COPY .*/\\*\\.jar .*/app\\.aot\\* ");
  }

  private static String read(String file) {
    return Project.read("docker/" + file);
  }
}
