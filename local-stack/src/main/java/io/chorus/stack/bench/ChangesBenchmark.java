package io.chorus.stack.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * What it costs to store what is written, where it is messages alone and where each fifth is a
 * change.
 */
final class ChangesBenchmark extends RequestBenchmark {
  private static final int CALLERS = 32;
  private static final int ROOMS = 100;

  /** One in so many is a change. */
  private static final int EACH = 5;

  /** Changed is the message so many calls before, in the same room: it is stored by then. */
  private static final int BEHIND = 9 * ROOMS;

  ChangesBenchmark(Duration warmUp, Duration time) {
    super("history", warmUp, time);
  }

  @Override
  public Measured run(Target target, Consumer<String> progress) throws Exception {
    Backend writer = new Backend(((ChorusTarget) target).suite(), "bench");
    Measured measured = new Measured();
    write(target, writer, "messages", false, measured);
    progress.accept("messages alone are stored");
    write(target, writer, "entries", true, measured);
    return measured;
  }

  private void write(Target target, Backend writer, String unit, boolean changes, Measured measured)
      throws Exception {
    String room = unit + "-" + UUID.randomUUID() + "-";
    Callers callers = writer.callers(CALLERS);
    // So that there is something to change from the beginning on.
    callers.callTimes(BEHIND, (caller, n) -> write(caller, writer, room, n, false));
    AtomicLong last = new AtomicLong(BEHIND);
    measure(
        measured,
        new Names(unit + "/s", unit, unit + " refused"),
        target,
        callers,
        (caller, n) -> write(caller, writer, room, last.getAndIncrement(), changes));
  }

  private static void write(
      HttpCaller caller, Backend writer, String rooms, long n, boolean changes) throws IOException {
    // A round of rooms shifts which are changes, so that what is changed is a message.
    boolean isChange = changes && (n + n / ROOMS) % EACH == 0;
    String room = rooms + n % ROOMS;
    String changed = "m-" + (n - BEHIND);
    if (!isChange) {
      Backend.post(caller, room, "m-" + n);
    } else if (n / EACH % 2 == 0) {
      writer.edit(caller, room, changed);
    } else {
      Backend.react(caller, room, "bench", changed, "like");
    }
  }
}
