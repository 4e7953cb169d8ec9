package io.chorus.bus;

import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * Publishes to a channel of its own and listens to it. It tells whether the bus works as a whole,
 * and it keeps both connections busy, so that a silent one is a dead one.
 */
final class Heartbeat {
  private final Bus bus;
  private final Vertx vertx;
  private final Duration interval;
  private final String channel;
  private volatile long heardNanos;
  private volatile boolean heard;
  private long timer;

  Heartbeat(Bus bus, Vertx vertx, BusSettings settings, String instanceId) {
    this.bus = bus;
    this.vertx = vertx;
    this.interval = settings.heartbeat();
    this.channel = "chorus:heartbeat:" + instanceId;
  }

  void start() {
    bus.subscribe(
            channel,
            beat -> {
              heardNanos = System.nanoTime();
              heard = true;
            })
        // The first beat at once, so that a service is ready as soon as it can be.
        .onSuccess(ignored -> beat());
    timer = vertx.setPeriodic(interval.toMillis(), ignored -> beat());
  }

  private void beat() {
    // A beat that does not get through shows by its absence.
    bus.publish(channel, "");
  }

  boolean isFresh() {
    return heard
        && System.nanoTime() - heardNanos < interval.toNanos() * BusSettings.MISSED_HEARTBEATS;
  }

  void stop() {
    vertx.cancelTimer(timer);
  }
}
