package io.chorus.stack.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Gives a child a session of its own. A Ctrl-C in the terminal would otherwise reach Redis and
 * PostgreSQL together with us, and take them away from under the services.
 */
final class Detached {
  private static final List<String> PREFIX = prefix();

  private Detached() {}

  /** The same program, under the same pid: the prefix replaces itself with it. */
  static List<String> command(List<String> command) {
    List<String> detached = new ArrayList<>(PREFIX);
    detached.addAll(command);
    return detached;
  }

  private static List<String> prefix() {
    if (onPath("setsid")) {
      return List.of("setsid");
    }
    if (onPath("perl")) {
      return List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV");
    }
    return List.of();
  }

  private static boolean onPath(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
