package io.chorus.notification.fanout;

import io.chorus.bus.Bus;
import io.chorus.model.notification.Notification;
import io.chorus.model.notification.NotificationRead;
import io.chorus.model.notification.UserChannels;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Publishes stored notifications to whoever is connected. What does not get through is in the
 * inbox, and its users are told to look there as soon as they can be. Thread-safe; never blocks.
 */
@Singleton
public class Fanout {
  private static final Logger LOG = Logger.getLogger(Fanout.class);

  /** Publications under way for one notification: one to thousands leaves room for the others. */
  private static final int WINDOW = 500;

  private final Bus bus;
  private final Counter published;
  private final Counter failed;

  private final Missed missed;

  Fanout(Bus bus, Missed missed, MeterRegistry metrics) {
    this.bus = bus;
    this.missed = missed;
    this.published = metrics.counter("chorus.notifications.published");
    this.failed = metrics.counter("chorus.notifications.publish.failed");
  }

  /**
   * Publishes to some users, in any order.
   *
   * @param notification without a userId
   */
  public void toUsers(Notification notification, List<String> userIds) {
    window(new NotificationFrame(notification), userIds, 0);
  }

  /** Publishes to everybody who is connected. */
  public void toEverybody(Notification notification) {
    publish(UserChannels.BROADCAST, new NotificationFrame(notification).forEverybody());
  }

  /**
   * Tells a user's connections that something was read.
   *
   * @return completes when it is published; fails where it could not be
   */
  public Uni<Void> read(String userId, NotificationRead read) {
    return Uni.createFrom()
        .completionStage(
            () -> publish(UserChannels.of(userId), ReadFrame.of(read)).toCompletionStage())
        .replaceWithVoid();
  }

  private void window(NotificationFrame frame, List<String> userIds, int from) {
    int to = Math.min(from + WINDOW, userIds.size());
    List<Future<Integer>> window =
        userIds.subList(from, to).stream()
            .map(userId -> publish(UserChannels.of(userId), frame.forUser(userId)))
            .toList();
    if (to < userIds.size()) {
      Future.join(window).onComplete(ignored -> window(frame, userIds, to));
    }
  }

  private Future<Integer> publish(String channel, String envelope) {
    return bus.publish(channel, envelope)
        .onSuccess(ignored -> published.increment())
        .onFailure(
            e -> {
              failed.increment();
              missed.add(channel);
              LOG.debugf("left to the inbox: %s", e);
            });
  }
}
