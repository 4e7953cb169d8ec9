package io.chorus.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The start of a packaged service that ends by itself, and not well. */
public final class RefusedStart {
  private static final int PATIENCE_SECONDS = 90;

  private RefusedStart() {}

  /**
   * Starts the service on ports of its own, and waits for its end.
   *
   * @param folder for its output
   * @param settings as environment variables
   * @return all that it said
   */
  public static String of(String module, Path folder, Map<String, String> settings)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of("..", module, "target", "quarkus-app", "quarkus-run.jar").toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(settings);
    builder.environment().put("QUARKUS_HTTP_PORT", "0");
    builder.environment().put("QUARKUS_MANAGEMENT_PORT", "0");
    Process service = builder.start();
    try {
      assertThat(service.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
          .as(() -> said(output))
          .isTrue();
      assertThat(service.exitValue()).isNotZero();
      return said(output);
    } finally {
      service.destroyForcibly();
    }
  }

  private static String said(Path output) {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
