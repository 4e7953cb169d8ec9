package io.chorus.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * What is run elsewhere than here: it names what is there, and asks for nothing that it has not.
 */
class WorkflowsTest {
  private static final Pattern SCRIPT =
      Pattern.compile(
          "(?<![\\w/.-])(?:\\./)?((?:docker|k8s|\\.ci)/[\\w./-]*|chorus|mvnw)(?= |\\n|$)");
  private static final Pattern SECRET = Pattern.compile("\\{\\{[^}]*\\bsecrets\\.(\\w+)");

  static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(Project.path(".github/workflows"))) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void whatIsRunIsThere(Path file) throws IOException {
    assertThat(SCRIPT.matcher(steps(file)).results().map(it -> it.group(1)))
        .allSatisfy(it -> assertThat(Project.path(it)).exists());
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyJobEndsAndHasNoMoreRightsThanItNeeds(Path file) throws IOException {
    Map<String, Object> workflow = read(file);
    Map<String, Map<String, Object>> jobs = ComposeFile.as(workflow.get("jobs"));

    assertThat(workflow).containsKey("permissions");
    assertThat(jobs.values()).allSatisfy(it -> assertThat(it).containsKeys("runs-on", "steps"));
    assertThat(jobs.values())
        .filteredOn(it -> it.get("steps").toString().contains("mvnw"))
        .allSatisfy(it -> assertThat(it).containsKey("timeout-minutes"));
  }

  @Test
  void noSecretIsNeededButTheRegistrysOwn() throws IOException {
    Set<String> secrets = new TreeSet<>();
    for (Path file : files().toList()) {
      SECRET.matcher(Files.readString(file)).results().map(it -> it.group(1)).forEach(secrets::add);
    }

    assertThat(secrets).containsExactly("GITHUB_TOKEN");
  }

  private static Map<String, Object> read(Path file) throws IOException {
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    return new Yaml(strict).load(Files.readString(file));
  }

  private static String steps(Path file) throws IOException {
    Map<String, Map<String, List<Map<String, Object>>>> jobs =
        ComposeFile.as(read(file).get("jobs"));
    StringBuilder run = new StringBuilder();
    jobs.values()
        .forEach(
            job ->
                job.get("steps")
                    .forEach(step -> run.append(step.getOrDefault("run", "")).append('\n')));
    return run.toString();
  }
}
