package io.chorus.stack.embedded;

import io.chorus.stack.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL refuses to run as root. In a user namespace of its own it sees itself as nobody, while
 * its files still belong to root.
 */
final class Unprivileged {
  private static final List<String> NAMESPACE = List.of("unshare", "-U");

  private Unprivileged() {}

  static List<String> command(List<String> command) {
    if (!isRoot()) {
      return command;
    }
    if (!namespacesWork()) {
      throw new StartFailure(
          "PostgreSQL refuses to run as root, and this system lets no user namespace be made:"
              + " run the suite as a plain user.");
    }
    List<String> unprivileged = new ArrayList<>(NAMESPACE);
    unprivileged.addAll(command);
    return unprivileged;
  }

  private static boolean isRoot() {
    try {
      Object owner = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      return owner.equals(0);
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return "root".equals(System.getProperty("user.name"));
    }
  }

  private static boolean namespacesWork() {
    try {
      return new ProcessBuilder("unshare", "-U", "true")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .onExit()
              .join()
              .exitValue()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
