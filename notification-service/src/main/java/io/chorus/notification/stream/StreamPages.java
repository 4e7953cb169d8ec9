package io.chorus.notification.stream;

import io.chorus.database.Turns;
import io.chorus.notification.NotificationConfig;
import io.chorus.notification.inbox.Inbox;
import io.chorus.notification.inbox.InboxPage;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * Reads inboxes for all streams of this instance, few at once: a broadcast has every one of them
 * look at the same time. Thread-safe; never blocks.
 */
@Singleton
class StreamPages {
  private static final int LIMIT = 100;
  private static final int MAX_BYTES = 64 * 1024;

  private final Inbox inbox;
  private final Turns turns;

  StreamPages(Inbox inbox, NotificationConfig config) {
    this.inbox = inbox;
    this.turns = new Turns(config.streams().readersAtOnce());
  }

  /** The oldest of what is newer than the cursor. */
  Uni<InboxPage> after(String userId, long cursor) {
    return turns.take(() -> inbox.after(userId, cursor, LIMIT, MAX_BYTES));
  }
}
