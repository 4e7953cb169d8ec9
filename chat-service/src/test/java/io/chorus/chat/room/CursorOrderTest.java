package io.chorus.chat.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.chat.bus.Draft;
import io.chorus.chat.bus.RoomBus;
import io.chorus.chat.bus.Stamp;
import io.chorus.chat.fanout.Delivery;
import io.chorus.chat.fanout.Framing;
import io.chorus.model.room.RoomId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CursorOrderTest {
  private static final Framing PLAIN = (frame, number) -> Unpooled.copiedBuffer(frame);

  private final List<Long> seen = new ArrayList<>();
  private final CursorOrder order = new CursorOrder(new RoomId("general"), new Seen());

  private final class Seen implements RoomBus {
    @Override
    public Future<Stamp> publish(Draft draft) {
      throw new AssertionError("not asked for");
    }

    @Override
    public void withdraw(RoomId room, long cursor) {
      throw new AssertionError("not asked for");
    }

    @Override
    public void forget(Draft draft) {
      throw new AssertionError("not asked for");
    }

    @Override
    public void seen(long cursor) {
      seen.add(cursor);
    }

    @Override
    public void stored(long cursor) {
      throw new AssertionError("not asked for");
    }

    @Override
    public OptionalLong placeBefore(Duration age) {
      throw new AssertionError("not asked for");
    }
  }

  private Delivery next(String envelope) {
    return order.next(Delivery.of(Buffer.buffer(envelope)));
  }

  private static String text(Delivery delivery) {
    ByteBuf bytes = delivery.encoded(PLAIN);
    String text = bytes.toString(StandardCharsets.UTF_8);
    delivery.release();
    return text;
  }

  @Test
  void messagesInTheirOrderGoOutAsTheyAre() {
    assertThat(text(next("m 10 -\nfirst"))).isEqualTo("first");
    assertThat(text(next("m 20 10\nsecond"))).isEqualTo("second");
    assertThat(seen).containsExactly(10L, 20L);
  }

  @Test
  void aMessageBehindANewerOneSendsItsReadersToTheHistoryInstead() {
    next("m 20 -\nnewer");

    Delivery late = next("m 10 -\nolder");

    assertThat(late.kind()).isEqualTo(Delivery.Kind.EVENT);
    assertThat(text(late))
        .isEqualTo("{\"event\":\"resync\",\"data\":{\"roomId\":\"general\",\"after\":9}}");
    assertThat(seen).as("a clock that was lost is not taken over").containsExactly(20L);
  }

  @Test
  void theSamePlaceTwiceIsNoOrderEither() {
    next("m 20 -\none");

    assertThat(text(next("m 20 -\nanother"))).contains("resync").contains("19");
  }

  @Test
  void otherEventsHaveNoPlace() {
    next("m 20 -\nnewer");

    assertThat(text(next("e -\nevent"))).isEqualTo("event");
    assertThat(text(next("h -\nhint"))).isEqualTo("hint");
    assertThat(text(next("m 30 20\nmessage"))).isEqualTo("message");
  }
}
