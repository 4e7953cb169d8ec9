package io.chorus.notification.api;

import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.notification.NotificationRead;
import io.chorus.notification.fanout.Fanout;
import io.chorus.notification.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.function.LongFunction;
import org.jboss.logging.Logger;

/** Marks notifications as read and tells the user's devices. Thread-safe; never blocks. */
@Singleton
class Reading {
  private static final Logger LOG = Logger.getLogger(Reading.class);

  private final Inbox inbox;
  private final Fanout fanout;

  Reading(Inbox inbox, Fanout fanout) {
    this.inbox = inbox;
    this.fanout = fanout;
  }

  /**
   * @return how many are left unread; fails with {@code not_found} where the user has no such
   *     notification
   */
  Uni<Long> one(String userId, String id) {
    return inbox
        .read(userId, id)
        .chain(
            marked ->
                switch (marked) {
                  case UNKNOWN ->
                      Uni.createFrom()
                          .failure(
                              new Refusal(ErrorCode.NOT_FOUND, "there is no such notification"));
                  case BEFORE -> inbox.unread(userId);
                  case NOW -> leftNow(userId, unread -> NotificationRead.one(id, unread));
                });
  }

  /**
   * @return how many are left unread
   */
  Uni<Long> upTo(String userId, long cursor) {
    return inbox
        .readUpTo(userId, cursor)
        .chain(
            place ->
                place.isPresent()
                    ? leftNow(userId, unread -> NotificationRead.upTo(place.get(), unread))
                    : inbox.unread(userId));
  }

  /** What is left unread, of which the user's devices are told. */
  private Uni<Long> leftNow(String userId, LongFunction<NotificationRead> news) {
    return inbox
        .unread(userId)
        .invoke(
            unread ->
                tell(userId, news.apply(unread))
                    .subscribe()
                    .with(
                        ignored -> {},
                        // A device that missed it sees the number when it looks again.
                        e -> LOG.warnf(e, "nobody was told what was read")));
  }

  /**
   * Tells, and again if the number has changed meanwhile: another device may have told a newer
   * number before this one.
   */
  private Uni<Void> tell(String userId, NotificationRead read) {
    return fanout
        .read(userId, read)
        .chain(() -> inbox.unread(userId))
        .chain(
            now ->
                now == read.unread()
                    ? Uni.createFrom().voidItem()
                    : tell(userId, NotificationRead.count(now)));
  }
}
