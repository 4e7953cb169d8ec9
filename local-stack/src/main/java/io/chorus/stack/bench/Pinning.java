package io.chorus.stack.bench;

import java.io.IOException;
import java.util.List;

/**
 * Keeps processes on processors of their own, so that what is measured does not pay for what
 * measures it. By {@code taskset}, where it is there; else nothing is pinned.
 */
final class Pinning {
  private Pinning() {}

  /** False where it was not possible. */
  static boolean pin(List<Long> processes, int processor) {
    return processes.stream().allMatch(pid -> pin(pid, processor));
  }

  private static boolean pin(long pid, int processor) {
    try {
      return new ProcessBuilder("taskset", "-acp", "" + processor, "" + pid)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
