package io.chorus.stack.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Processes by name, and what the operating system says that they use: what a process tells of
 * itself leaves out its kernel's part, or its compiler's. Where there is no {@code /proc},
 * processor time is what the JDK tells of other processes, and memory is 0.
 */
record Processes(Map<String, List<Long>> byName) {
  private static final Path PROC = Path.of("/proc");

  /** Ticks of {@code /proc/<pid>/stat}: 100 a second on every Linux that runs a JDK. */
  private static final long TICK_NANOS = 10_000_000;

  /** Places in {@code /proc/<pid>/stat}, behind the name. */
  private static final int USER = 11;

  private static final int KERNEL = 12;

  /** The same with another one. */
  Processes and(String name, List<Long> pids) {
    Map<String, List<Long>> more = new LinkedHashMap<>(byName);
    more.put(name, pids);
    return new Processes(more);
  }

  /** Nanoseconds of processor time of each, since it started. */
  Map<String, Long> cpuNanos() {
    return sums(Processes::cpuNanos);
  }

  /**
   * What of that was the kernel's, in their name: its price, whoever asks. 0 where it is not told.
   */
  Map<String, Long> kernelNanos() {
    return sums(Processes::kernelNanos);
  }

  /** Bytes of memory that each has resident. */
  Map<String, Long> residentBytes() {
    return sums(Processes::residentBytes);
  }

  private Map<String, Long> sums(ToLongFunction<Long> ofOne) {
    Map<String, Long> sums = new LinkedHashMap<>();
    byName.forEach(
        (name, pids) ->
            sums.put(name, pids.stream().flatMap(Processes::family).mapToLong(ofOne).sum()));
    return sums;
  }

  /** A process and its children: PostgreSQL works in those. */
  static Stream<Long> family(long pid) {
    if (pid == ProcessHandle.current().pid()) {
      return Stream.of(pid);
    }
    return ProcessHandle.of(pid).stream()
        .flatMap(it -> Stream.concat(Stream.of(it), it.descendants()))
        .map(ProcessHandle::pid);
  }

  private static long cpuNanos(long pid) {
    if (!Files.isDirectory(PROC)) {
      return ProcessHandle.of(pid)
          .flatMap(it -> it.info().totalCpuDuration())
          .map(it -> it.toNanos())
          .orElse(0L);
    }
    return (ticks(pid, USER) + ticks(pid, KERNEL)) * TICK_NANOS;
  }

  private static long kernelNanos(long pid) {
    return ticks(pid, KERNEL) * TICK_NANOS;
  }

  private static long ticks(long pid, int field) {
    String stat = text(pid, "stat");
    // The name, in brackets, may hold anything.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
    return field < fields.length ? Long.parseLong(fields[field]) : 0;
  }

  private static long residentBytes(long pid) {
    return text(pid, "status")
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .sum();
  }

  private static String text(long pid, String file) {
    Path path = PROC.resolve(Long.toString(pid)).resolve(file);
    try {
      return Files.exists(path) ? Files.readString(path) : "";
    } catch (IOException e) {
      if (ProcessHandle.of(pid).isEmpty()) {
        return "";
      }
      throw new UncheckedIOException(e);
    }
  }
}
