package io.chorus.notification.fanout;

import io.chorus.bus.Bus;
import io.chorus.model.notification.Notification;
import io.chorus.model.notification.NotificationRead;
import io.chorus.model.notification.UserChannels;
import io.chorus.notification.NotificationConfig;
import io.chorus.notification.fanout.Mailing.Publication;
import io.chorus.trace.Step;
import io.chorus.trace.Tracing;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.SpanKind;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Publishes stored notifications to whoever is connected: at most once, one notification after the
 * other. What does not get through, because Redis is away or too much is waiting for it, is found
 * in the inbox, and its users are told to look there as soon as they can be. Thread-safe; never
 * blocks; its state is confined to its context.
 */
@Singleton
public class Fanout {
  private static final Logger LOG = Logger.getLogger(Fanout.class);

  /** Publications under way: enough to keep the connection busy. */
  private static final int MAX_IN_FLIGHT = 1_000;

  /** Publications that may wait for their turn, a few seconds' worth. */
  private static final int MAX_WAITING = 200_000;

  private final Bus bus;
  private final Context context;
  private final Counter published;
  private final Counter failed;
  private final Deque<Mailing> waiting = new ArrayDeque<>();
  private final long maxBytes;
  private final Counter refused;
  private int waitingPublications;
  private long waitingBytes;
  private int inFlight;
  private boolean away;

  private final Missed missed;
  private final Tracing tracing;

  Fanout(
      Bus bus,
      Missed missed,
      Vertx vertx,
      NotificationConfig config,
      MeterRegistry metrics,
      Tracing tracing) {
    this.bus = bus;
    this.tracing = tracing;
    this.maxBytes = config.maxBytesBeingPublished().asLongValue();
    this.refused = metrics.counter("chorus.refused", "bound", "fanout");
    this.missed = missed;
    this.context = ((VertxInternal) vertx).createEventLoopContext();
    this.published = metrics.counter("chorus.notifications.published");
    this.failed = metrics.counter("chorus.notifications.publish.failed");
  }

  /**
   * Publishes to some users, after everything given before.
   *
   * @param notification without a userId
   */
  public void toUsers(Notification notification, List<String> userIds) {
    NotificationFrame frame = new NotificationFrame(notification);
    enqueue(Mailing.toEach(userIds, frame, step()));
  }

  /** Publishes to everybody who is connected. */
  public void toEverybody(Notification notification) {
    NotificationFrame frame = new NotificationFrame(notification);
    enqueue(Mailing.toEverybody(frame, step()));
  }

  private Step step() {
    return tracing.within("publish notification", SpanKind.PRODUCER);
  }

  /**
   * Tells a user's connections that something was read.
   *
   * @return completes when it is published; fails where it could not be
   */
  public Uni<Void> read(String userId, NotificationRead read) {
    String channel = UserChannels.of(userId);
    return Uni.createFrom()
        .completionStage(
            () ->
                bus.publish(channel, ReadFrame.of(read))
                    .onFailure(ignored -> missed.add(channel))
                    .toCompletionStage())
        .replaceWithVoid();
  }

  /** Tells a user's connections to look into the inbox. */
  public void toInbox(String userId) {
    missed.add(UserChannels.of(userId));
  }

  /** Tells everybody who is connected to look into the inbox. */
  public void everybodyToInbox() {
    missed.add(UserChannels.BROADCAST);
  }

  private void enqueue(Mailing mailing) {
    context.runOnContext(
        ignored -> {
          if (waitingPublications + mailing.left() > MAX_WAITING
              || waitingBytes + mailing.bytes() > maxBytes) {
            refused.increment(mailing.left());
            leave(mailing);
            return;
          }
          waiting.add(mailing);
          waitingPublications += mailing.left();
          waitingBytes += mailing.bytes();
          publish();
        });
  }

  private void publish() {
    while (inFlight < MAX_IN_FLIGHT && !waiting.isEmpty()) {
      Mailing first = waiting.peek();
      if (first.left() == 0) {
        waiting.poll();
        waitingBytes -= first.bytes();
        continue;
      }
      Publication next = first.next();
      waitingPublications--;
      inFlight++;
      bus.publish(next.channel(), next.envelope())
          .onComplete(
              receivers -> {
                inFlight--;
                first.ended(receivers.cause());
                if (receivers.succeeded()) {
                  published.increment();
                  away = false;
                } else {
                  failed.increment();
                  missed.add(next.channel());
                  leaveWaiting(receivers.cause());
                }
                publish();
              });
    }
  }

  /** The bus has tried for seconds, so what waits behind would only be later still. */
  private void leaveWaiting(Throwable cause) {
    waiting.forEach(this::leave);
    waiting.clear();
    waitingPublications = 0;
    waitingBytes = 0;
    if (!away) {
      LOG.warnf("notifications are left to the inbox: %s", cause.getMessage());
    }
    away = true;
  }

  private void leave(Mailing mailing) {
    failed.increment(mailing.left());
    mailing.giveUp().forEach(missed::add);
  }
}
