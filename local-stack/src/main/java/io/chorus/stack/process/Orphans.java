package io.chorus.stack.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Processes that a roster names and whose suite is gone. */
record Orphans(List<ProcessHandle> processes) {

  static Orphans in(Path roster) throws IOException {
    return new Orphans(
        Files.readAllLines(roster).stream()
            .map(line -> line.split(" "))
            .filter(fields -> fields.length >= 2)
            .flatMap(
                fields ->
                    ProcessHandle.of(Long.parseLong(fields[0]))
                        .filter(process -> startedAt(process, Long.parseLong(fields[1])))
                        .stream())
            .toList());
  }

  /** Asks all of them at once, and ends those that are still there when patience runs out. */
  void end(Duration patience) {
    processes.forEach(ProcessHandle::destroy);
    CompletableFuture.allOf(
            processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
        .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
        .join();
    processes.forEach(ProcessHandle::destroyForcibly);
    processes.forEach(process -> process.onExit().join());
  }

  // The system derives start times from the clock at boot, which adjustments shift a little.
  private static boolean startedAt(ProcessHandle process, long millis) {
    return process
        .info()
        .startInstant()
        .map(Instant::toEpochMilli)
        .filter(started -> Math.abs(started - millis) < 2_000)
        .isPresent();
  }
}
