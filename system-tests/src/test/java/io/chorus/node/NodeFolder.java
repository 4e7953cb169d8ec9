package io.chorus.node;

import io.chorus.stack.test.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder with the applications of {@code src/test/node} and what they need. */
public record NodeFolder(Path path) {
  private static final Path SOURCES = Path.of("src/test/node");

  /** Has all installed as the lock says; ends the test where that cannot be. */
  public static NodeFolder in(Path path) throws IOException, InterruptedException {
    Needs.require(isNodeThere() && install(path), "Node.js and npm's registry");
    return new NodeFolder(path);
  }

  private static boolean isNodeThere() throws InterruptedException {
    try {
      return new ProcessBuilder("npm", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean install(Path path) throws IOException, InterruptedException {
    Files.createDirectories(path);
    try (Stream<Path> sources = Files.list(SOURCES)) {
      for (Path file : sources.filter(Files::isRegularFile).toList()) {
        Files.copy(file, path.resolve(file.getFileName()));
      }
    }
    return new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund")
            .directory(path.toFile())
            .redirectErrorStream(true)
            .redirectOutput(path.resolve("npm.log").toFile())
            .start()
            .waitFor()
        == 0;
  }

  /** An application, which says on one stream all that it has to say. */
  public ProcessBuilder application(String script, String... arguments) {
    List<String> command = Stream.concat(Stream.of("node", script), Stream.of(arguments)).toList();
    return new ProcessBuilder(command).directory(path.toFile()).redirectErrorStream(true);
  }
}
