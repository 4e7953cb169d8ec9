package io.chorus.stack.bench;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * The first screen of somebody with many rooms, over and over: each room with its newest messages.
 */
final class SyncBenchmark implements Benchmark {
  private static final int MESSAGES = 20;
  private static final int CALLERS = 4;

  private final int rooms;
  private final Duration warmUp;
  private final Duration time;

  SyncBenchmark(int rooms, Duration warmUp, Duration time) {
    this.rooms = rooms;
    this.warmUp = warmUp;
    this.time = time;
  }

  @Override
  public boolean isForPeers() {
    return false;
  }

  @Override
  public Set<String> servers() {
    return Set.of("history", "postgres");
  }

  @Override
  public Measured run(Target target, Consumer<String> progress) throws Exception {
    ChorusTarget chorus = (ChorusTarget) target;
    Backend writer = new Backend(chorus.suite(), "sync-" + UUID.randomUUID());
    String name = "sync-" + UUID.randomUUID() + "-";
    writer
        .callers(CALLERS)
        .callTimes(
            (long) rooms * MESSAGES,
            (caller, n) -> Backend.post(caller, name + n % rooms, "m-" + n));
    progress.accept("%,d rooms with %d messages are stored".formatted(rooms, MESSAGES));
    Callers readers =
        new Callers(URI.create(chorus.suite().history(0).url()), writer.token(), CALLERS);
    String wish = "{\"rooms\":%d,\"messages\":%d}".formatted(Math.min(rooms, 100), MESSAGES);
    readers.callFor(warmUp, (caller, number) -> caller.post("/api/history/sync", wish));
    Map<String, Long> before = target.processes().cpuNanos();
    Histogram times =
        readers.callFor(time, (caller, number) -> caller.post("/api/history/sync", wish));
    return new Measured()
        .put("syncs/s", times.getTotalCount() / (double) time.toSeconds())
        .putTimes("sync", times)
        .put("refused", readers.refused())
        .putCpu("sync", times.getTotalCount(), before, target.processes().cpuNanos());
  }
}
