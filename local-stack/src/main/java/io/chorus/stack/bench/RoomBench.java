package io.chorus.stack.bench;

import io.chorus.stack.Endpoint;
import io.chorus.stack.Suite;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Many people in rooms over all chat instances, at growing rates: how long until a message is live
 * at each of them and until it is stored, from the moment it is sent; what a delivery costs the
 * chat instances, and what a connection holds in them. Clients and services share the machine.
 */
public final class RoomBench {
  private static final int CONNECTIONS = 1_000;
  private static final int ROOM_SIZE = 50;
  private static final int[] RATES = {20, 100, 400};
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration MEASURED = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long TICK_MILLIS = 1;

  private final Suite suite;
  private final PrintWriter out;
  private final Usage chat;
  private volatile Round round;

  /**
   * @param suite running
   */
  public RoomBench(Suite suite, PrintWriter out) {
    this.suite = suite;
    this.out = out;
    List<Endpoint> instances =
        IntStream.range(0, suite.content().chat().size()).mapToObj(suite::chat).toList();
    this.chat = new Usage(instances);
  }

  /** Prints a line a rate. */
  public void run() throws IOException, InterruptedException {
    Vertx vertx = Vertx.vertx();
    try {
      long before = chat.heap();
      Crowd crowd = enter(vertx);
      out.printf(
          "%d connections over %d chat instances, %d to a room: %d bytes of heap for each%n",
          CONNECTIONS,
          suite.content().chat().size(),
          ROOM_SIZE,
          (chat.heap() - before) / CONNECTIONS);
      play(vertx, crowd, RATES[RATES.length - 1], WARM_UP);
      for (int rate : RATES) {
        report(rate, play(vertx, crowd, rate, MEASURED));
      }
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private Crowd enter(Vertx vertx) throws InterruptedException {
    CountDownLatch joined = new CountDownLatch(CONNECTIONS);
    Crowd crowd =
        Crowd.connect(
            vertx,
            suite,
            CONNECTIONS,
            user -> "bench-" + user,
            (user, frame) -> {
              if (round != null) {
                round.received(frame);
              } else if (frame.startsWith("{\"event\":\"reply\"")) {
                joined.countDown();
              }
            },
            PATIENCE);
    crowd
        .loop()
        .runOnContext(
            ignored ->
                IntStream.range(0, CONNECTIONS)
                    .forEach(
                        user ->
                            crowd.send(
                                user,
                                "{\"event\":\"join_room\",\"id\":0,\"data\":{\"roomId\":\"%s\"}}"
                                    .formatted(room(user)))));
    if (!joined.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException(joined.getCount() + " users could not join");
    }
    return crowd;
  }

  private static String room(int user) {
    // Neighbours in number share a room, and are at different instances.
    return "bench-" + user / ROOM_SIZE;
  }

  private Round play(Vertx vertx, Crowd crowd, int rate, Duration time)
      throws InterruptedException {
    Round playing = new Round(crowd, rate, (int) (rate * time.toSeconds()));
    round = playing;
    Duration cpu = chat.cpu();
    crowd.loop().runOnContext(ignored -> playing.start(vertx));
    playing.await(time.plus(PATIENCE));
    playing.cpu = chat.cpu().minus(cpu);
    return playing;
  }

  private void report(int rate, Round played) {
    out.printf(
        "%d messages/s, %,d deliveries/s: live %s; stored %s; %.1f µs of chat's CPU a delivery%n",
        rate,
        rate * ROOM_SIZE,
        played.live,
        played.stored,
        played.cpu.toNanos() / 1e3 / played.live.count());
    out.flush();
  }

  /**
   * Messages at a steady rate, whatever becomes of those before them. Belongs to the crowd's loop.
   */
  private static final class Round {
    private static final String CONTENT = "\"content\":\"";

    private final Crowd crowd;
    private final long intervalNanos;
    private final long[] sentNanos;
    private final Latencies live = new Latencies();
    private final Latencies stored = new Latencies();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private Duration cpu;
    private long startNanos;
    private int sent;

    private Round(Crowd crowd, int rate, int messages) {
      this.crowd = crowd;
      this.intervalNanos = TimeUnit.SECONDS.toNanos(1) / rate;
      this.sentNanos = new long[messages];
    }

    private void start(Vertx vertx) {
      startNanos = System.nanoTime();
      vertx.setPeriodic(
          TICK_MILLIS,
          timer -> {
            sendWhatIsDue();
            if (sent == sentNanos.length) {
              vertx.cancelTimer(timer);
            }
          });
    }

    private void sendWhatIsDue() {
      long now = System.nanoTime();
      while (sent < sentNanos.length && startNanos + sent * intervalNanos <= now) {
        // Room after room, and in each somebody else every time.
        int rooms = crowd.size() / ROOM_SIZE;
        int user = sent % rooms * ROOM_SIZE + sent / rooms % ROOM_SIZE;
        sentNanos[sent] = System.nanoTime();
        crowd.send(
            user,
            "{\"event\":\"send_message\",\"id\":%d,\"data\":{\"roomId\":\"%s\",\"content\":\"%d\"}}"
                .formatted(sent, room(user), sent));
        sent++;
      }
    }

    private void received(String frame) {
      long now = System.nanoTime();
      if (frame.startsWith("{\"event\":\"message\"")) {
        live.add(now - sentNanos[number(frame, CONTENT)]);
      } else if (frame.contains("\"ok\":true")) {
        stored.add(now - sentNanos[number(frame, "\"id\":")]);
      } else if (frame.contains("\"ok\":false")) {
        over.completeExceptionally(new IllegalStateException(frame));
      }
      if (stored.count() == sentNanos.length && live.count() == sentNanos.length * ROOM_SIZE) {
        over.complete(null);
      }
    }

    /** The number behind a name. */
    private static int number(String frame, String name) {
      int start = frame.indexOf(name) + name.length();
      int end = start;
      while (Character.isDigit(frame.charAt(end))) {
        end++;
      }
      return Integer.parseInt(frame, start, end, 10);
    }

    /** Returns when everything is stored and live everywhere. */
    private void await(Duration patience) throws InterruptedException {
      try {
        over.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
      } catch (CompletionException e) {
        throw new IllegalStateException(
            "%d of %d are stored, %d of %d live"
                .formatted(
                    stored.count(), sentNanos.length, live.count(), sentNanos.length * ROOM_SIZE),
            e);
      }
    }
  }
}
