package io.chorus.notification.intake;

import io.chorus.bus.Bus;
import io.chorus.model.notification.UserChannels;
import io.chorus.notification.Sender;
import io.chorus.notification.inbox.InboxWriter;
import io.chorus.stack.test.Backends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backends.class)
@TestProfile(AftermathTest.OwnInstance.class)
class AftermathTest {
  /** With an empty database: what others have stored would send everybody to their inboxes. */
  public static class OwnInstance implements QuarkusTestProfile {}

  @Inject Aftermath aftermath;
  @Inject InboxWriter writer;
  @Inject Bus bus;

  private final String user = "user-" + UUID.randomUUID();
  private final List<String> heard = new CopyOnWriteArrayList<>();

  private void listen(String channel) throws Exception {
    bus.subscribe(channel, envelope -> heard.add(envelope.toString()))
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private void startAgain() {
    aftermath.tell().await().atMost(Duration.ofSeconds(10));
  }

  private boolean heardOfTheInbox() {
    return heard.stream().anyMatch(envelope -> envelope.contains("\"resync\""));
  }

  @Test
  void whoWasStoredForAndNotToldIsSentToTheInbox() throws Exception {
    listen(UserChannels.of(user));
    new Sender(writer).send("its sender dies now", user);

    startAgain();

    Awaitility.await().until(this::heardOfTheInbox);
  }

  @Test
  void aBroadcastSendsEverybodyThere() throws Exception {
    listen(UserChannels.BROADCAST);
    new Sender(writer).broadcast("its sender dies now");

    startAgain();

    Awaitility.await().until(this::heardOfTheInbox);
  }
}
