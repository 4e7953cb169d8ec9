package io.chorus.stack.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process with all those it has started, frozen until this is closed: its connections stay open,
 * the kernel takes what is sent to it, and nothing is answered.
 */
public final class Frozen implements AutoCloseable {
  private final List<String> pids;

  public Frozen(long pid) {
    pids =
        Stream.concat(
                Stream.of(pid),
                ProcessHandle.of(pid).stream()
                    .flatMap(ProcessHandle::descendants)
                    .map(ProcessHandle::pid))
            .map(String::valueOf)
            .toList();
    signal("-STOP");
  }

  /** Lets it run on. */
  @Override
  public void close() {
    signal("-CONT");
  }

  private void signal(String name) {
    try {
      // One that has ended meanwhile is no failure.
      new ProcessBuilder(Stream.concat(Stream.of("kill", name), pids.stream()).toList())
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
