package io.chorus.stack.bench;

import io.chorus.stack.Suite;
import io.chorus.stack.status.ServiceEndpoint;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
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
  private static final int[] RATES = {20, 100, 400};
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration MEASURED = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

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
    List<ServiceEndpoint> instances =
        IntStream.range(0, suite.content().chat().size()).mapToObj(suite::chat).toList();
    this.chat = new Usage(instances);
  }

  /** Prints a line a rate, for each way to be connected. */
  public void run() throws IOException, InterruptedException {
    for (Speech speech : Speech.values()) {
      run(speech);
    }
  }

  private void run(Speech speech) throws IOException, InterruptedException {
    round = null;
    Vertx vertx = Vertx.vertx();
    long before = chat.heap();
    try (Crowd crowd = enter(vertx, speech)) {
      out.printf(
          "%s: %d connections over %d chat instances, %d to a room: %d bytes of heap for each%n",
          speech.title(),
          CONNECTIONS,
          suite.content().chat().size(),
          Round.ROOM_SIZE,
          (chat.heap() - before) / CONNECTIONS);
      play(vertx, crowd, RATES[RATES.length - 1], WARM_UP);
      for (int rate : RATES) {
        report(rate, play(vertx, crowd, rate, MEASURED));
      }
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private Crowd enter(Vertx vertx, Speech speech) throws InterruptedException {
    CountDownLatch joined = new CountDownLatch(CONNECTIONS);
    Crowd crowd =
        Crowd.connect(
            vertx,
            suite,
            speech,
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
                                    .formatted(Round.room(user)))));
    if (!joined.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException(joined.getCount() + " users could not join");
    }
    return crowd;
  }

  private Played play(Vertx vertx, Crowd crowd, int rate, Duration time)
      throws InterruptedException {
    Round playing = new Round(crowd, rate, (int) (rate * time.toSeconds()));
    round = playing;
    Duration cpu = chat.cpu();
    crowd.loop().runOnContext(ignored -> playing.start(vertx));
    playing.await(time.plus(PATIENCE));
    return new Played(playing, chat.cpu().minus(cpu));
  }

  private record Played(Round round, Duration cpu) {}

  private void report(int rate, Played played) {
    out.printf(
        "%d messages/s, %,d deliveries/s: live %s; stored %s; %.1f µs of chat's CPU a delivery%n",
        rate,
        rate * Round.ROOM_SIZE,
        played.round.live,
        played.round.stored,
        played.cpu.toNanos() / 1e3 / played.round.live.count());
    out.flush();
  }
}
