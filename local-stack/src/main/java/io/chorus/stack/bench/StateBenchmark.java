package io.chorus.stack.bench;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/** The newest page of a room in which people edit and react, over and over. */
final class StateBenchmark implements Benchmark {
  private static final int MESSAGES = 1_000;
  private static final int PAGE = 50;
  private static final int EDITS = 10;
  private static final int PEOPLE = 20;
  private static final int REACTIONS_EACH = 10;
  private static final int CALLERS = 8;
  private static final String[] REACTIONS = {"like", "laugh", "cry"};

  private final Duration warmUp;
  private final Duration time;

  StateBenchmark(Duration warmUp, Duration time) {
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
    Backend writer = new Backend(chorus.suite(), "bench");
    String room = "state-" + UUID.randomUUID();
    fill(chorus, writer, room);
    progress.accept(
        "%,d messages are stored, %d edits and %d reactions among the newest %d"
            .formatted(MESSAGES, EDITS, PEOPLE * REACTIONS_EACH, PAGE));
    Callers readers =
        new Callers(URI.create(chorus.suite().history(0).url()), writer.token(), CALLERS);
    String path = "/api/history/rooms/" + room + "/messages?limit=" + PAGE;
    readers.callFor(warmUp, (caller, number) -> caller.get(path));
    Map<String, Long> before = target.processes().cpuNanos();
    Histogram times = readers.callFor(time, (caller, number) -> caller.get(path));
    return new Measured()
        .put("pages/s", times.getTotalCount() / (double) time.toSeconds())
        .putTimes("page", times)
        .put("refused", readers.refused())
        .putCpu("page", times.getTotalCount(), before, target.processes().cpuNanos());
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
