package io.chorus.chat.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.chat.fanout.Delivery;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldEventsTest {
  private final HeldEvents held = new HeldEvents(100_000);

  private static Delivery delivery(String envelope) {
    return Delivery.of(Buffer.buffer(envelope));
  }

  private static Delivery numbered(long number) {
    return Delivery.again(new Delivery.Past(number, null, new byte[0]));
  }

  @Test
  void whileAJoinIsUnderWayEventsWaitAndMessagesDoNot() {
    Delivery event = delivery("e -\n{}");
    assertThat(held.concerns(event)).isFalse();

    held.begin();

    assertThat(held.concerns(event)).isTrue();
    assertThat(held.concerns(delivery("m 1\n{}"))).isFalse();
  }

  @Test
  void whatComesBehindOneThatWaitsWaitsWithIt() {
    held.begin();
    held.hold(delivery("e -\n{}"));

    assertThat(held.concerns(delivery("m 1\n{}"))).isTrue();
  }

  @Test
  void whereEverythingIsHeldMessagesWaitToo() {
    held.beginWithAll();

    assertThat(held.concerns(delivery("m 1\n{}"))).isTrue();
  }

  @Test
  void afterTheReplyTheyComeInTheirOrderAndNoneWaits() {
    Delivery first = delivery("e -\n{}");
    Delivery second = delivery("e -\n{}");
    held.begin();
    held.hold(first);
    held.hold(second);
    List<Delivery> out = new ArrayList<>();

    held.end(out::add);

    assertThat(out).containsExactly(first, second);
    assertThat(held.concerns(first)).isFalse();
  }

  @Test
  void whatAClientThatCameBackWasGivenIsNotGivenAgainHoweverLateItComes() {
    Delivery early = numbered(4);
    Delivery late = numbered(5);
    Delivery next = numbered(6);
    List<Delivery> out = new ArrayList<>();
    held.beginWithAll();
    held.hold(early);
    held.hold(next);

    held.endAfter(5, out::add);

    assertThat(out).containsExactly(next);
    assertThat(held.isTold(late)).isTrue();
    assertThat(held.isTold(numbered(7))).isFalse();
    assertThat(held.isTold(delivery("h -\n{}"))).as("a hint has no number").isFalse();
  }

  @Test
  void thereIsABound() {
    held.begin();
    for (int i = 0; i < HeldEvents.CAPACITY; i++) {
      assertThat(held.hold(delivery("e -\n{}"))).isTrue();
    }

    assertThat(held.hold(delivery("e -\n{}"))).isFalse();
  }

  @Test
  void thereIsABoundInBytesToo() {
    String large = "e -\n{\"" + "x".repeat(60_000) + "\":1}";
    held.begin();

    assertThat(held.hold(delivery(large))).isTrue();
    assertThat(held.hold(delivery(large))).isFalse();

    held.end(ignored -> {});
    held.begin();
    assertThat(held.hold(delivery(large))).as("what was given out holds nothing").isTrue();
  }
}
