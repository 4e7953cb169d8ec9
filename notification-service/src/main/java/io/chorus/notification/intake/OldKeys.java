package io.chorus.notification.intake;

import io.chorus.database.Batches;
import io.chorus.notification.inbox.InboxWriter;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Forgets idempotency keys in time, so that their table does not grow for ever. */
@Singleton
class OldKeys {
  /** Keys in one transaction. */
  private static final int BATCH = 5_000;

  private final InboxWriter inbox;

  OldKeys(InboxWriter inbox) {
    this.inbox = inbox;
  }

  @Scheduled(
      every = "10m",
      delayed = "1m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return Batches.all(() -> inbox.forgetOldKeys(BATCH), BATCH).replaceWithVoid();
  }
}
