package io.chorus.checker.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SendingOrderTest {
  private final SendingOrder order = new SendingOrder();

  @Test
  void whatIsSentLaterHasALaterPlaceWhicheverAnswerComesFirst() {
    order.sent(1);
    order.sent(2);
    order.stored(2, "room", 20);
    order.stored(1, "room", 10);
    assertThat(order.disorder()).isEmpty();

    order.sent(3);
    order.stored(3, "room", 15);
    assertThat(order.disorder()).singleElement().asString().contains("number 3 at 15", "number 2");
  }

  @Test
  void roomsHaveOrdersOfTheirOwn() {
    order.sent(1);
    order.sent(2);
    order.stored(1, "room", 20);
    order.stored(2, "other", 10);
    assertThat(order.disorder()).isEmpty();
  }

  @Test
  void whatIsSentAgainOrOnAnotherConnectionMayHaveAnyPlace() {
    order.sent(1);
    order.sent(2);
    order.sentAgain(1);
    order.stored(2, "room", 20);
    order.stored(1, "room", 30);
    order.disconnected();
    order.sent(3);
    order.stored(3, "room", 10);
    assertThat(order.disorder()).isEmpty();
  }
}
