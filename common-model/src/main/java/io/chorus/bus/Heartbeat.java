package io.chorus.bus;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;

/**
 * Does what a message needs, a write and a publication in one script, and listens for it. It tells
 * whether the bus works as a whole: a Redis that only reads still publishes, and is no use. And it
 * keeps both connections busy, so that a silent one is a dead one.
 */
final class Heartbeat {
  static final Script BEAT = Script.resource(Heartbeat.class, "epoch.lua", "heartbeat.lua");

  /** Proves nothing but the connection. */
  private static final String PULSE = "";

  private final Bus bus;
  private final Vertx vertx;
  private final BusMetrics metrics;
  private final Duration interval;
  private final Duration life;
  private final String name;
  private final Pace pace = new Pace();

  /** Of the newest beat, which alone is timed: older ones may have waited for Redis to return. */
  private volatile Beat newest = new Beat(0, 0);

  private volatile long heardNanos;
  private volatile boolean heard;
  private long timer;

  private record Beat(long number, long sentNanos) {}

  Heartbeat(Bus bus, Vertx vertx, BusSettings settings, String instanceId, BusMetrics metrics) {
    this.bus = bus;
    this.vertx = vertx;
    this.metrics = metrics;
    this.interval = settings.heartbeat();
    this.life = settings.heartbeatLife();
    this.name = "heartbeat:" + instanceId;
  }

  void start() {
    bus.subscribe(name, beat -> heard(beat.toString()))
        // The first beat at once, so that a service is ready as soon as it can be.
        .onSuccess(ignored -> beat());
    timer = vertx.setPeriodic(interval.toMillis(), ignored -> beat());
  }

  /** Also between two, where a write has to show soon that it is possible. */
  void beat() {
    Beat beat = new Beat(newest.number + 1, System.nanoTime());
    newest = beat;
    // Redis may publish and not write: then this alone keeps the subscriptions from falling silent,
    // so that they are not taken for dead, and everybody is not sent to look, again and again.
    bus.publish(name, PULSE);
    // One that does not get through shows by its absence, and the bus says why.
    bus.run(
            BEAT,
            List.of(name),
            List.of(
                bus.address(name),
                Long.toString(beat.number),
                Long.toString(life.toMillis()),
                bus.epochKey(),
                pace.takeJump() ? "1" : "0"))
        .onSuccess(time -> wrote(beat, time.toLong()));
  }

  private void wrote(Beat beat, long micros) {
    pace.read(micros, beat.sentNanos, System.nanoTime());
    bus.wrote();
  }

  /** See {@link Bus#latestTime}. */
  long latestTime() {
    return pace.latest(System.nanoTime());
  }

  private void heard(String number) {
    if (number.equals(PULSE)) {
      return;
    }
    long now = System.nanoTime();
    Beat beat = newest;
    if (number.equals(Long.toString(beat.number))) {
      metrics.roundTrip(now - beat.sentNanos);
    }
    heardNanos = now;
    heard = true;
  }

  boolean isFresh() {
    return heard && System.nanoTime() - heardNanos < life.toNanos();
  }

  boolean wasHeard() {
    return heard;
  }

  void stop() {
    vertx.cancelTimer(timer);
  }
}
