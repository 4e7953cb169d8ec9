package io.chorus.chat.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HandshakeLineTest {
  private static final int PLACES = 10;

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final List<String> seen = new ArrayList<>();
  private long nanos;
  private final HandshakeLine line = new HandshakeLine(channel.eventLoop(), PLACES, () -> nanos);

  /** Somebody whose handshake takes so long. */
  private HandshakeLine.Arrival arrival(String name, long millis) {
    return new HandshakeLine.Arrival() {
      @Override
      public void admit() {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
        seen.add(name);
      }

      @Override
      public void sendAway() {
        seen.add(name + " is sent away");
      }
    };
  }

  private void nextTurn() {
    channel.advanceTimeBy(1, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
  }

  @Test
  void whoComesWhenThereIsTimeIsAdmittedAtOnce() {
    line.take(arrival("a", 1));
    line.take(arrival("b", 1));

    assertThat(seen).containsExactly("a", "b");
  }

  @Test
  void whoComesWhenTheTimeOfATurnIsSpentWaitsForTheNext() {
    line.take(arrival("a", 10));
    line.take(arrival("b", 10));
    line.take(arrival("c", 10));
    assertThat(seen).containsExactly("a");

    nextTurn();
    assertThat(seen).containsExactly("a", "b");

    nextTurn();
    assertThat(seen).containsExactly("a", "b", "c");
  }

  @Test
  void nobodyIsAdmittedAheadOfThoseWhoWait() {
    line.take(arrival("a", 10));
    line.take(arrival("b", 1));
    nextTurn();
    line.take(arrival("c", 1));

    assertThat(seen).containsExactly("a", "b", "c");
  }

  @Test
  void whoFindsNoPlaceIsSentAway() {
    line.take(arrival("first", 10));
    for (int n = 0; n < PLACES; n++) {
      line.take(arrival("waits", 1));
    }
    line.take(arrival("last", 1));

    assertThat(seen).containsExactly("first", "last is sent away");
  }
}
