package io.chorus.hostile.suite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.chorus.stack.status.StackFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A suite in processes of its own, the gateway's among them, with the flags of {@code ./chorus up}:
 * what attackers need in memory is not the suite's.
 */
public final class SuiteProcess implements AutoCloseable {
  private static final Duration START_BOUND = Duration.ofMinutes(3);
  private static final Duration STOP_BOUND = Duration.ofSeconds(60);
  private static final String HOST_LOG = "host.log";

  private final Path folder;
  private final Process host;

  private SuiteProcess(Path folder, Process host) {
    this.folder = folder;
    this.host = host;
  }

  /**
   * Returns when all of it is ready.
   *
   * @param folder for everything that it keeps
   */
  public static SuiteProcess start(Path home, Path folder) throws IOException {
    Process host =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseCompactObjectHeaders",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                System.getProperty("java.class.path"),
                SuiteHost.class.getName(),
                home.toString(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(HOST_LOG).toFile())
            .start();
    SuiteProcess suite = new SuiteProcess(folder, host);
    try {
      Awaitility.await("the suite")
          .atMost(START_BOUND)
          .until(() -> !host.isAlive() || suite.file().read().isPresent());
      if (!host.isAlive()) {
        throw new IllegalStateException("no suite: " + Files.readString(folder.resolve(HOST_LOG)));
      }
      return suite;
    } catch (RuntimeException | IOException e) {
      suite.close();
      throw e;
    }
  }

  /** Where everything is, as of now. */
  public StackFile.Content content() {
    return file().read().orElseThrow(() -> new IllegalStateException("there is no suite any more"));
  }

  public Path keys() {
    return folder.resolve("keys");
  }

  /** The lines of all logs that hold one of these words, with the log's name. */
  public List<String> logged(List<String> words) {
    try (Stream<Path> logs = logs()) {
      return logs.flatMap(log -> lines(log).map(line -> log.getFileName() + ": " + line))
          .filter(line -> words.stream().anyMatch(line::contains))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps all logs as they are now: the suite's folder goes with the test. */
  public void copyLogs(Path target) throws IOException {
    try (Stream<Path> logs = logs()) {
      for (Path log : (Iterable<Path>) logs::iterator) {
        Files.copy(log, target.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private Stream<Path> logs() throws IOException {
    return Files.walk(folder).filter(log -> log.toString().endsWith(".log"));
  }

  private static Stream<String> lines(Path log) {
    try {
      return Files.readAllLines(log, ISO_8859_1).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private StackFile file() {
    return StackFile.in(folder);
  }

  @Override
  public void close() {
    try {
      host.getOutputStream().close();
      if (!host.waitFor(STOP_BOUND.toSeconds(), TimeUnit.SECONDS)) {
        host.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
