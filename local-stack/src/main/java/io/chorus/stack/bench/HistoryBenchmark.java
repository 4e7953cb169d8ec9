package io.chorus.stack.bench;

import io.chorus.stack.token.TokenRequest;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

/** The newest page of a room, over and over, as after a storm of clients that come back. */
final class HistoryBenchmark extends RequestBenchmark {
  private static final int MESSAGES = 1_000;
  private static final int CALLERS = 8;
  private static final String PAGE = "?limit=50";

  HistoryBenchmark(Duration warmUp, Duration time) {
    super("history", warmUp, time);
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
    return measure(
        new Measured(), Names.of("page"), target, readers, (caller, number) -> caller.get(path));
  }
}
