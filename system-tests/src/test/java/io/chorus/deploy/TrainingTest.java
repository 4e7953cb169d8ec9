package io.chorus.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.stack.SuiteOptions;
import io.chorus.stack.Training;
import io.chorus.stack.service.PackagedService;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every service can be trained: the build of an image would go on without, and so do suites. */
class TrainingTest {
  @ParameterizedTest
  @ValueSource(strings = {"chat-service", "history-service", "notification-service"})
  void theJvmTakesWhatAServiceWasTrainedTo(String service, @TempDir Path folder) throws Exception {
    new Training(SuiteOptions.in(Project.path("")).apartIn(folder), service, progress -> {}).run();

    // By itself the JVM would do without a cache that it cannot use.
    List<String> command =
        PackagedService.command(Project.path(service), List.of("-XX:AOTMode=on", "--dry-run"));
    assertThat(command).anyMatch(it -> it.startsWith("-XX:AOTCache="));
    Program.Outcome java =
        new Program(Path.of(command.getFirst()))
            .run(folder, Map.of(), command.subList(1, command.size()).toArray(String[]::new));
    assertThat(java.status()).as(java.output()).isZero();
  }
}
