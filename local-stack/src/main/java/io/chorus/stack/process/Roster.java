package io.chorus.stack.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Every process of ours that lives, written down in a file from its start to its end. However we
 * die, none outlives us for long: a {@link Lifeline} ends what the file names, and should that be
 * killed as well, whoever opens the file next does. Thread-safe.
 */
public final class Roster implements AutoCloseable {
  private static final Duration ORPHANS_PATIENCE = Duration.ofSeconds(10);

  private final Path file;
  private final Lifeline lifeline;
  private final Map<Long, String> lines = new LinkedHashMap<>();
  private boolean sealed;

  private Roster(Path file, Lifeline lifeline) {
    this.file = file;
    this.lifeline = lifeline;
  }

  /** Ends what an earlier user of the same file left behind, then starts an empty roster. */
  public static Roster open(Path file) {
    try {
      Files.createDirectories(file.getParent());
      if (Files.exists(file)) {
        Orphans.in(file).end(ORPHANS_PATIENCE);
      }
      Files.writeString(file, "");
      return new Roster(file, Lifeline.start(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts a process in a session of its own; its output goes to the program's log.
   *
   * @throws StartFailure if it cannot be started, or the roster is sealed
   */
  public synchronized Child launch(Program program) {
    if (sealed) {
      throw new StartFailure(program.name() + " is not started: the suite is stopping.");
    }
    try {
      Files.createDirectories(program.log().getParent());
      ProcessBuilder builder =
          new ProcessBuilder(Detached.command(program.command()))
              .directory(program.folder().toFile())
              .redirectErrorStream(true)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(ProcessBuilder.Redirect.appendTo(program.log().toFile()));
      builder.environment().putAll(program.environment());
      Process process = builder.start();
      lines.put(process.pid(), line(process, program));
      write();
      process.onExit().thenAccept(ended -> remove(ended.pid()));
      return new Child(program, process);
    } catch (IOException e) {
      throw new StartFailure(program.name() + " cannot be started: " + e.getMessage() + ".", e);
    }
  }

  /** From now on nothing is started any more; what runs is left to its owners. */
  public synchronized void seal() {
    sealed = true;
  }

  /** Ends the lifeline, and with it whatever is still written down. */
  @Override
  public void close() {
    seal();
    lifeline.close();
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void remove(long pid) {
    lines.remove(pid);
    try {
      if (Files.exists(file)) {
        write();
      }
    } catch (IOException e) {
      // A stale line does no harm: the start time in it tells a reused pid from ours.
    }
  }

  private void write() throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.writeString(next, lines.values().stream().collect(Collectors.joining()));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String line(Process process, Program program) {
    long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return "%d %d %s %s%n".formatted(process.pid(), started, program.stopSignal(), program.name());
  }
}
