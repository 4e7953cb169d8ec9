package io.chorus.stack.bench;

import io.chorus.stack.bench.load.ClientSocket;
import io.chorus.stack.bench.load.Loader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Plays a {@link RoomPlan}: everybody joins, then they write, at a rate or as fast as they are
 * answered. Belongs to the loader's thread.
 */
final class RoomPlay {
  private static final long HIGHEST_NANOS = 60_000_000_000L;
  private static final byte[] CONTENT = "\"content\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] OK = "\"ok\":true".getBytes(StandardCharsets.US_ASCII);

  final Histogram live = new Histogram(HIGHEST_NANOS, 3);
  final Histogram stored = new Histogram(HIGHEST_NANOS, 3);
  long deliveries;
  long sent;
  long refused;

  private final Loader loader;
  private final Target target;
  private final Dialect dialect;
  private final RoomPlan plan;
  private final String run;
  private final List<ClientSocket> clients = new ArrayList<>();
  private final long startNanos = System.nanoTime();
  private int joined;
  private String failure;
  private boolean writing;
  private long began;
  private long due;

  /**
   * @param run makes the rooms' names its own
   */
  RoomPlay(Loader loader, Target target, RoomPlan plan, String run) {
    this.loader = loader;
    this.target = target;
    this.dialect = target.dialect();
    this.plan = plan;
    this.run = run;
  }

  /** Connects some more, so that not all come at once; false when all are there. */
  boolean connectSome(int atOnce) {
    for (int n = 0; n < atOnce && clients.size() < plan.connections(); n++) {
      int number = clients.size();
      var servers = target.servers();
      clients.add(
          loader.connect(
              servers.get(number % servers.size()),
              target.path(),
              target.token("bench-" + number),
              new Member(number)));
    }
    return clients.size() < plan.connections();
  }

  int joined() {
    failIfBroken();
    return joined;
  }

  private void failIfBroken() {
    if (failure != null) {
      throw new IllegalStateException(failure);
    }
  }

  /** Begins to write. */
  void begin() {
    writing = true;
    began = System.nanoTime();
    due = 0;
    if (plan.rate() > 0) {
      loader.eachMillisecond(this::sendWhatIsDue);
    } else {
      for (int n = 0; n < plan.inFlight(); n++) {
        for (int room = 0; room < plan.rooms(); room++) {
          send(room * plan.members() + n % plan.members());
        }
      }
    }
  }

  /** Forgets what was counted so far. */
  void reset() {
    live.reset();
    stored.reset();
    deliveries = 0;
    sent = 0;
    refused = 0;
  }

  void stopWriting() {
    writing = false;
    loader.eachMillisecond(() -> {});
    failIfBroken();
  }

  void cut() {
    clients.forEach(ClientSocket::cut);
  }

  private void sendWhatIsDue() {
    long expected = plan.due(System.nanoTime() - began);
    while (due < expected) {
      // Room after room, and in each somebody else every time.
      int room = (int) (due % plan.rooms());
      int member = (int) (due / plan.rooms() % plan.members());
      send(room * plan.members() + member);
      due++;
    }
  }

  private void send(int number) {
    sent++;
    long time = System.nanoTime() - startNanos;
    clients
        .get(number)
        .send(
            dialect.request(
                "send_message",
                time,
                "{\"roomId\":\""
                    + room(number)
                    + "\",\"content\":\""
                    + time
                    + " from "
                    + number
                    + "\"}"));
  }

  private String room(int number) {
    return "bench-" + run + "-" + number / plan.members();
  }

  private final class Member implements ClientSocket.Listener {
    private final int number;

    Member(int number) {
      this.number = number;
    }

    @Override
    public void opened(ClientSocket socket) {}

    @Override
    public void received(ClientSocket socket, ByteBuffer text) {
      switch (dialect.kind(text)) {
        case GREETING ->
            socket.send(dialect.request("join_room", 0, "{\"roomId\":\"" + room(number) + "\"}"));
        case MESSAGE -> message(text);
        case REPLY -> reply(text);
        case DEMAND -> socket.send(dialect.answer(text));
        case OTHER -> {}
      }
    }

    private void message(ByteBuffer text) {
      deliveries++;
      int at = Bytes.after(text, CONTENT);
      if (at < 0) {
        return;
      }
      live.recordValue(System.nanoTime() - startNanos - Bytes.number(text, at));
      if (writing && plan.rate() == 0 && Bytes.number(text, Bytes.after(text, FROM)) == number) {
        send(number);
      }
    }

    private void reply(ByteBuffer text) {
      long id = dialect.id(text);
      boolean ok = Bytes.after(text, OK) >= 0;
      if (id == 0) {
        joined++;
        if (!ok) {
          failure = "a client could not join: " + StandardCharsets.UTF_8.decode(text);
        }
      } else if (ok) {
        stored.recordValue(System.nanoTime() - startNanos - id);
      } else {
        refused++;
      }
    }

    @Override
    public void closed(ClientSocket socket, String why) {
      failure = "a client lost its connection: " + why;
    }
  }

  private static final byte[] FROM = " from ".getBytes(StandardCharsets.US_ASCII);
}
