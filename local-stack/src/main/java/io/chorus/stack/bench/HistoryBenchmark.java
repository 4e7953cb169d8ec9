package io.chorus.stack.bench;

import io.chorus.stack.token.TokenRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/** The newest page of a room, over and over, as after a storm of clients that come back. */
final class HistoryBenchmark implements Benchmark {
  private static final int MESSAGES = 1_000;
  private static final int CALLERS = 8;
  private static final String PAGE = "?limit=50";

  private final Duration warmUp;
  private final Duration time;

  HistoryBenchmark(Duration warmUp, Duration time) {
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
    String token = chorus.suite().tokens().mint(TokenRequest.user("bench").withRoles("publisher"));
    String room = "history-" + UUID.randomUUID();
    new Callers(URI.create(chorus.suite().chat(0).url()), token, CALLERS)
        .callTimes(
            MESSAGES,
            (caller, number) ->
                caller.post(
                    "/api/chat/rooms/" + room + "/messages",
                    "{\"content\":\"message " + number + " of this room\"}"));
    progress.accept("%,d messages are stored".formatted(MESSAGES));
    Callers readers = new Callers(URI.create(chorus.suite().history(0).url()), token, CALLERS);
    String path = "/api/history/rooms/" + room + "/messages" + PAGE;
    readers.callFor(warmUp, (caller, number) -> caller.get(path));
    Map<String, Long> before = target.processes().cpuNanos();
    Histogram times = readers.callFor(time, (caller, number) -> caller.get(path));
    return new Measured()
        .put("pages/s", times.getTotalCount() / (double) time.toSeconds())
        .putTimes("page", times)
        .put("refused", readers.refused())
        .putCpu("page", times.getTotalCount(), before, target.processes().cpuNanos());
  }
}
