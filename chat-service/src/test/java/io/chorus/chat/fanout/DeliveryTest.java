package io.chorus.chat.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chorus.model.frame.Envelope;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class DeliveryTest {
  private static Delivery of(String envelope) {
    return Delivery.of(Buffer.buffer(envelope));
  }

  @Test
  void aMessageHasItsCursor() {
    assertThat(of("m 20 10\n{}").cursor()).isEqualTo(20);
  }

  @Test
  void anEventIsKeptFromTheConnectionThatItComesFrom() {
    Delivery event = of("e c1\n{}");

    assertThat(event.isKeptFrom("c1", Envelope.user("ada"))).isTrue();
    assertThat(event.isKeptFrom("c2", Envelope.user("ada"))).isFalse();
  }

  @Test
  void anEventIsKeptFromTheConnectionsOfTheUserThatItNames() {
    Delivery event = of("e @ada lovelace\n{}");

    assertThat(event.isKeptFrom("c1", Envelope.user("ada lovelace"))).isTrue();
    assertThat(event.isKeptFrom("c1", Envelope.user("ada"))).isFalse();
  }

  @Test
  void anEventForAllIsKeptFromNobody() {
    assertThat(of(Envelope.event("{}")).isKeptFrom("c1", Envelope.user("ada"))).isFalse();
  }

  @Test
  void whatIsNoEnvelopeIsRefused() {
    assertThatThrownBy(() -> of("{}")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> of("x -\n{}")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> of("m -\n{}")).isInstanceOf(IllegalArgumentException.class);
  }
}
