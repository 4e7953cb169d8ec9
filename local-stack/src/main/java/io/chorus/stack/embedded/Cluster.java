package io.chorus.stack.embedded;

import io.chorus.stack.process.Child;
import io.chorus.stack.process.Program;
import io.chorus.stack.process.Roster;
import io.chorus.stack.process.StartFailure;
import io.chorus.stack.process.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * PostgreSQL's folder of data, made once. It is made under another name, so that a folder of the
 * right name is always complete.
 */
record Cluster(Path binaries, Path data, Path log, Roster roster) {
  static final String OWNER = "chorus";

  /** No secret: the server listens on the loopback interface of a developer's machine. */
  static final String PASSWORD = "chorus";

  private static final Duration BOUND = Duration.ofMinutes(2);

  /** Does nothing when it is there already. */
  void make() {
    if (Files.exists(data.resolve("PG_VERSION"))) {
      return;
    }
    Path incoming = data.resolveSibling(data.getFileName() + ".incoming");
    Path password = data.resolveSibling(data.getFileName() + ".password");
    try {
      Folders.delete(incoming);
      Files.writeString(password, PASSWORD + "\n");
      initialize(incoming, password);
      Files.move(incoming, data, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new StartFailure(
          "PostgreSQL's data cannot be made in %s: %s.".formatted(data, e.getMessage()), e);
    } finally {
      password.toFile().delete();
    }
  }

  private void initialize(Path folder, Path password) {
    List<String> command =
        Unprivileged.command(
            List.of(
                binaries.resolve("initdb").toString(),
                "--pgdata=" + folder,
                "--username=" + OWNER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                // The same order of texts on every system, whatever locales it has.
                "--locale-provider=builtin",
                "--locale=C",
                "--builtin-locale=C.UTF-8"));
    Program initdb =
        new Program(
            "initdb",
            command,
            Map.of("TZ", "UTC"),
            data.getParent(),
            log,
            StopSignal.TERM,
            () -> false);
    Child child = roster.launch(initdb);
    if (!child.endsWithin(BOUND)) {
      child.kill();
    }
    if (child.ended().join() != 0) {
      throw new StartFailure("PostgreSQL's data cannot be made in " + data + "; see " + log + ".");
    }
  }
}
