package io.chorus.stack.bench;

import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The first screen of somebody with many rooms, over and over: each room with its newest messages.
 */
final class SyncBenchmark extends RequestBenchmark {
  private static final int MESSAGES = 20;
  private static final int CALLERS = 4;

  private final int rooms;

  SyncBenchmark(int rooms, Duration warmUp, Duration time) {
    super("history", warmUp, time);
    this.rooms = rooms;
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
    return measure(
        new Measured(),
        Names.of("sync"),
        target,
        readers,
        (caller, number) -> caller.post("/api/history/sync", wish));
  }
}
