package io.chorus.stack.bench;

import io.chorus.stack.token.TokenRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/** The newest page of an inbox in which much is unread, and with it how much. */
final class InboxBenchmark implements Benchmark {
  private static final int CALLERS = 4;
  private static final int WRITERS = 32;

  private final int notifications;
  private final Duration warmUp;
  private final Duration time;

  InboxBenchmark(int notifications, Duration warmUp, Duration time) {
    this.notifications = notifications;
    this.warmUp = warmUp;
    this.time = time;
  }

  @Override
  public boolean isForPeers() {
    return false;
  }

  @Override
  public Set<String> servers() {
    return Set.of("notification", "postgres");
  }

  @Override
  public Measured run(Target target, Consumer<String> progress) throws Exception {
    ChorusTarget chorus = (ChorusTarget) target;
    URI server = URI.create(chorus.suite().notification(0).url());
    String user = "inbox-" + UUID.randomUUID();
    String writer = chorus.suite().tokens().mint(TokenRequest.user("bench").withRoles("notifier"));
    progress.accept("%,d notifications are being sent ...".formatted(notifications));
    new Callers(server, writer, WRITERS)
        .callTimes(
            notifications,
            (caller, number) ->
                caller.post(
                    "/api/notifications",
                    "{\"userId\":\"%s\",\"type\":\"bench\",\"message\":\"number %d\"}"
                        .formatted(user, number)));
    progress.accept("they are stored");
    Callers reader = new Callers(server, chorus.suite().tokens().mint(user), CALLERS);
    reader.callFor(warmUp, (caller, number) -> caller.get("/api/notifications?limit=50"));
    Map<String, Long> before = target.processes().cpuNanos();
    Histogram times =
        reader.callFor(time, (caller, number) -> caller.get("/api/notifications?limit=50"));
    return new Measured()
        .put("pages/s", times.getTotalCount() / (double) time.toSeconds())
        .putTimes("page", times)
        .put("refused", reader.refused())
        .putCpu("page", times.getTotalCount(), before, target.processes().cpuNanos());
  }
}
