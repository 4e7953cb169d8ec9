package io.chorus.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project's files, wherever the tests are started from. */
final class Project {
  static final List<String> SERVICES = List.of("chat", "history", "notification");

  private static final Path ROOT = root();

  private Project() {}

  static Path path(String relative) {
    return ROOT.resolve(relative);
  }

  static String read(String relative) {
    try {
      return Files.readString(path(relative));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Stream.iterate(here, folder -> folder != null, Path::getParent)
        .filter(folder -> Files.exists(folder.resolve("docker-compose.yml")))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no docker-compose.yml above " + here));
  }
}
