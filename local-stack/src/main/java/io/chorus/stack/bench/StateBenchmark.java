package io.chorus.stack.bench;

import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

/** The newest page of a room in which people edit and react, over and over. */
final class StateBenchmark extends RequestBenchmark {
  private static final int MESSAGES = 1_000;
  private static final int PAGE = 50;
  private static final int EDITS = 10;
  private static final int PEOPLE = 20;
  private static final int REACTIONS_EACH = 10;
  private static final int CALLERS = 8;
  private static final String[] REACTIONS = {"like", "laugh", "cry"};

  StateBenchmark(Duration warmUp, Duration time) {
    super("history", warmUp, time);
  }

  @Override
  public Measured run(Target target, Consumer<String> progress) throws Exception {
    ChorusTarget chorus = (ChorusTarget) target;
    Backend writer = new Backend(chorus.suite(), "bench");
    String room = "state-" + UUID.randomUUID();
    fill(chorus, writer, room);
    progress.accept(
        "%,d messages are stored, %d edits and %d reactions among the newest %d"
            .formatted(MESSAGES, EDITS, PEOPLE * REACTIONS_EACH, PAGE));
    Callers readers =
        new Callers(URI.create(chorus.suite().history(0).url()), writer.token(), CALLERS);
    String path = "/api/history/rooms/" + room + "/messages?limit=" + PAGE;
    return measure(
        new Measured(), Names.of("page"), target, readers, (caller, number) -> caller.get(path));
  }

  private static void fill(ChorusTarget chorus, Backend writer, String room) throws Exception {
    // One after the other at the end, so that it is known which are the newest.
    writer
        .callers(CALLERS)
        .callTimes(MESSAGES - PAGE, (caller, n) -> Backend.post(caller, room, "old-" + n));
    writer.callers(1).callTimes(PAGE, (caller, n) -> Backend.post(caller, room, "new-" + n));
    writer
        .callers(1)
        .callTimes(EDITS, (caller, n) -> writer.edit(caller, room, "new-" + n * PAGE / EDITS));
    for (int person = 0; person < PEOPLE; person++) {
      String reaction = REACTIONS[person % REACTIONS.length];
      int first = person;
      new Backend(chorus.suite(), "person-" + person)
          .callers(1)
          .callTimes(
              REACTIONS_EACH,
              (caller, n) ->
                  Backend.react(caller, room, "bench", "new-" + (first + n) % PAGE, reaction));
    }
  }
}
