package io.chorus.notification.intake;

import io.chorus.notification.fanout.Fanout;
import io.chorus.notification.inbox.Inbox;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jboss.logging.Logger;

/**
 * An instance that dies between a commit and its publication leaves a notification that nobody who
 * is connected hears of. Whichever starts next, mostly in its place, tells all those for whom
 * something was stored shortly before to look into their inboxes.
 */
@Singleton
class Aftermath {
  private static final Logger LOG = Logger.getLogger(Aftermath.class);

  /** Longer than a supervisor takes to notice and to start another. */
  private static final Duration SHORTLY = Duration.ofMinutes(1);

  /** Beyond this many users, everybody is told. */
  private static final int MAX_USERS = 20_000;

  private final Inbox inbox;
  private final Fanout fanout;

  Aftermath(Inbox inbox, Fanout fanout) {
    this.inbox = inbox;
    this.fanout = fanout;
  }

  void start(@Observes StartupEvent event) {
    tell()
        .subscribe()
        .with(done -> {}, e -> LOG.warnf("not known whom to send to their inboxes: %s", e));
  }

  /** Completes when all of them are about to be told. */
  Uni<Void> tell() {
    return inbox.recipientsWithin(SHORTLY, MAX_USERS).invoke(this::send).replaceWithVoid();
  }

  private void send(List<String> users) {
    if (users.stream().anyMatch(Objects::isNull) || users.size() >= MAX_USERS) {
      fanout.everybodyToInbox();
    } else {
      users.forEach(fanout::toInbox);
    }
  }
}
