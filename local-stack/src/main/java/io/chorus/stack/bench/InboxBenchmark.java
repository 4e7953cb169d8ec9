package io.chorus.stack.bench;

import io.chorus.stack.token.TokenRequest;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

/** The newest page of an inbox in which much is unread, and with it how much. */
final class InboxBenchmark extends RequestBenchmark {
  private static final int CALLERS = 4;
  private static final int WRITERS = 32;

  private final int notifications;

  InboxBenchmark(int notifications, Duration warmUp, Duration time) {
    super("notification", warmUp, time);
    this.notifications = notifications;
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
    return measure(
        new Measured(),
        Names.of("page"),
        target,
        reader,
        (caller, number) -> caller.get("/api/notifications?limit=50"));
  }
}
