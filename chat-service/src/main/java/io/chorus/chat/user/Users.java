package io.chorus.chat.user;

import io.chorus.chat.fanout.Sequence;
import io.chorus.chat.fanout.Subscriber;
import io.chorus.chat.fanout.Topics;
import io.chorus.model.notification.UserChannels;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import jakarta.inject.Singleton;

/** The users who are connected to this instance. Thread-safe; never blocks. */
@Singleton
public class Users {
  private final Topics topics;

  Users(Topics topics, MeterRegistry metrics) {
    this.topics = topics;
    Gauge.builder("chorus.users", topics, it -> it.size(UserChannels.USERS))
        .description("Users with a connection to this instance")
        .register(metrics);
  }

  /**
   * Adds one of a user's connections, on its own event loop.
   *
   * @return completes once nothing published to the user, or to everybody, is missed
   */
  public Future<Void> join(String userId, Subscriber connection) {
    Future<Void> own = topics.join(UserChannels.of(userId), connection, () -> Sequence.NONE);
    Future<Void> everybody = topics.join(UserChannels.BROADCAST, connection, () -> Sequence.NONE);
    return own.compose(ignored -> everybody);
  }

  /** Removes a connection, on its own event loop. */
  public void leave(String userId, Subscriber connection) {
    topics.leave(UserChannels.of(userId), connection);
    topics.leave(UserChannels.BROADCAST, connection);
  }
}
