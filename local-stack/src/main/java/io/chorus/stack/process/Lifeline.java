package io.chorus.stack.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A shell that holds the other end of a pipe of ours: when we are gone, however that came about,
 * the pipe ends, and the shell ends every process that the roster names.
 */
final class Lifeline implements AutoCloseable {
  private static final String SCRIPT =
      """
      trap '' HUP INT TERM
      while read -r line; do :; done
      children=$(cat "$1" 2>/dev/null)
      [ -n "$children" ] || exit 0
      each() {
        echo "$children" | while read -r pid started signal name; do "$1"; done
      }
      ask() { kill -s "$signal" "$pid"; }
      end() { kill -s KILL "$pid"; }
      lives() { kill -0 "$pid" && echo "$pid"; }
      each ask 2>/dev/null
      for second in 1 2 3 4 5; do
        [ -n "$(each lives 2>/dev/null)" ] || exit 0
        sleep 1
      done
      each end 2>/dev/null
      """;

  private final Process shell;

  private Lifeline(Process shell) {
    this.shell = shell;
  }

  static Lifeline start(Path roster) throws IOException {
    List<String> command = List.of("sh", "-c", SCRIPT, "sh", roster.toAbsolutePath().toString());
    return new Lifeline(
        new ProcessBuilder(Detached.command(command))
            .directory(new File("/"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** Lets go, and waits until the shell has done its work. */
  @Override
  public void close() {
    try {
      shell.getOutputStream().close();
    } catch (IOException e) {
      shell.destroyForcibly();
    }
    shell.onExit().join();
  }
}
