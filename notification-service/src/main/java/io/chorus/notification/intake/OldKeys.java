package io.chorus.notification.intake;

import io.chorus.notification.inbox.InboxWriter;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Forgets idempotency keys in time, so that their table does not grow for ever. */
@Singleton
class OldKeys {
  private final InboxWriter inbox;

  OldKeys(InboxWriter inbox) {
    this.inbox = inbox;
  }

  @Scheduled(every = "10m", delayed = "1m")
  Uni<Void> forget() {
    return inbox.forgetOldKeys().replaceWithVoid();
  }
}
