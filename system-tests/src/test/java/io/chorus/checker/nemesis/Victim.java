package io.chorus.checker.nemesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A process with all those it has started, and the signals it gets. */
public record Victim(long pid) {
  public void kill() {
    signal("KILL", List.of(pid));
  }

  void terminate() {
    signal("TERM", List.of(pid));
  }

  /** For PostgreSQL: cuts its sessions, then ends in order. */
  void interrupt() {
    signal("INT", List.of(pid));
  }

  public void freeze() {
    signal("STOP", family());
  }

  public void thaw() {
    signal("CONT", family());
  }

  boolean isGone() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty();
  }

  private List<Long> family() {
    return Stream.concat(
            Stream.of(pid),
            ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid))
        .toList();
  }

  /** A process that is gone meanwhile is no failure. */
  private static void signal(String name, List<Long> pids) {
    List<String> command = new ArrayList<>(List.of("kill", "-" + name));
    pids.forEach(pid -> command.add(Long.toString(pid)));
    try {
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .onExit()
          .join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
