package io.chorus.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The script at the root of the project. */
class ScriptTest {
  private static final Path SCRIPT = Path.of("..", "chorus").toAbsolutePath().normalize();

  @TempDir private Path folder;

  private record Result(int status, String out, String err) {}

  @Test
  void withoutAJdkItSaysWhatToInstall() throws Exception {
    Result result = run(environmentWithoutJdk(), "up");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .startsWith("Chorus needs a JDK 25 or newer and found none: install one")
        .hasLineCount(1);
  }

  @Test
  void aJdkThatIsTooOldIsNone() throws Exception {
    Path old = Files.createDirectories(folder.resolve("jdks/old"));
    Files.createDirectories(old.resolve("bin"));
    Files.writeString(old.resolve("bin/javac"), "").toFile().setExecutable(true);
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.9\"\n");

    assertThat(run(environmentWithoutJdk(), "up").status()).isEqualTo(1);
  }

  @Test
  void anUnknownBenchmarkIsAnsweredWithTheKnownOnes() {
    StringWriter err = new StringWriter();
    CommandLine commandLine = new CommandLine(new Chorus()).setErr(new PrintWriter(err));

    assertThat(commandLine.execute("bench", "everything")).isEqualTo(2);
    assertThat(err.toString()).contains("everything", "notify");
  }

  @Test
  void anUnknownCommandIsAnsweredWithTheKnownOnes() throws Exception {
    Result result = run(environmentWithoutJdk(), "launch");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("'launch'", "Usage: ./chorus");
  }

  @Test
  void itFindsItsProjectThroughSymbolicLinks() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), SCRIPT);
    Path second = Files.createSymbolicLink(folder.resolve("second"), link.getFileName());

    assertThat(run(environmentWithoutJdk(), second, "help").out()).startsWith("Usage: ./chorus");
  }

  @Test
  void theDoctorNamesWhatIsMissing() throws Exception {
    Result result = run(environmentWithoutJdk(), "doctor");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).containsPattern("JDK 25 +MISSING: install one");
  }

  @Test
  void whatNeverRanHasNoLog() throws Exception {
    Result result = run(environmentWithoutJdk(), copy(), "logs");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).isEqualTo("Nothing has run from this checkout yet.\n");
  }

  @Test
  void whatNeverRanHasNoStatusAndIsNotBuiltForIt() throws Exception {
    Result result = run(environmentWithoutJdk(), copy(), "status");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).isEqualTo("No suite is running from this checkout.\n");
  }

  @Test
  void nothingIsBuiltBelowASuiteThatRuns() throws Exception {
    Path script = copy();
    Path stack = Files.createDirectories(script.resolveSibling(".chorus")).resolve("stack.json");
    List<String> environment =
        List.of("PATH=" + System.getenv("PATH"), "JAVA_HOME=" + System.getProperty("java.home"));
    String named = "exec -a java:io.chorus.stack.cli.Chorus sleep 60";
    Process suite = new ProcessBuilder("/bin/bash", "-c", named).start();
    try {
      Files.writeString(
          stack,
          "{ \"gateway\": {\"url\": \"http://here\", \"pid\": %d}, \"chat\": [] }"
              .formatted(suite.pid()));

      Result result = run(environment, script, "up");

      assertThat(result.status()).isEqualTo(1);
      assertThat(result.err()).startsWith("Another suite is running from this checkout");
      assertThat(run(environment, script, "status").err()).doesNotContain("Building");
    } finally {
      suite.destroyForcibly();
    }
  }

  @Test
  void theLogOfOneIsPrintedToItsEnd() throws Exception {
    Path script = copy();
    Path logs = Files.createDirectories(script.resolveSibling(".chorus/log"));
    Files.writeString(logs.resolve("chat-1.log"), "first\nsecond\nthird\n");

    assertThat(run(environmentWithoutJdk(), script, "logs", "chat-1", "-n", "2").out())
        .isEqualTo("second\nthird\n");
    assertThat(run(environmentWithoutJdk(), script, "logs", "nobody").err())
        .contains("'nobody'", "chat-1");
  }

  /** The script in a project of its own. */
  private Path copy() throws IOException {
    Path project = Files.createDirectories(folder.resolve("project"));
    Path script = Files.copy(SCRIPT, project.resolve("chorus"));
    script.toFile().setExecutable(true);
    return script;
  }

  private Result run(List<String> environment, String... arguments) throws Exception {
    return run(environment, SCRIPT, arguments);
  }

  private Result run(List<String> environment, Path script, String... arguments)
      throws IOException, InterruptedException {
    Path bash = Path.of("/bin/bash");
    List<String> command =
        Stream.of(
                Stream.of("env", "-i"),
                environment.stream(),
                Stream.of(bash.toString(), script.toString()),
                Stream.of(arguments))
            .flatMap(part -> part)
            .toList();
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    int status = process.waitFor();
    return new Result(
        status,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  /** Nothing but the few tools that the script uses before it has found one. */
  private List<String> environmentWithoutJdk() throws IOException {
    Path tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool :
        List.of("awk", "cat", "df", "head", "id", "mkdir", "readlink", "sed", "tail", "unshare")) {
      Path original =
          Stream.of("/bin", "/usr/bin")
              .map(place -> Path.of(place, tool))
              .filter(Files::isExecutable)
              .findFirst()
              .orElseThrow();
      Path link = tools.resolve(tool);
      if (!Files.exists(link)) {
        Files.createSymbolicLink(link, original);
      }
    }
    return List.of("PATH=" + tools, "HOME=" + folder, "CHORUS_JDKS=" + folder.resolve("jdks"));
  }
}
