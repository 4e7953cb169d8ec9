package io.chorus.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class SharesTest {
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Shares shares = new Shares("things", 400, metrics);

  private double refused() {
    return metrics.counter("chorus.refused", "bound", "http-things-per-user").count();
  }

  @Test
  void nobodyHasMoreThanAQuarterAndOthersHaveTheirs() {
    assertThat(shares.tryTake("ada", 60, 0)).isTrue();
    assertThat(shares.tryTake("ada", 41, 0)).isFalse();
    assertThat(refused()).isEqualTo(1);
    assertThat(shares.tryTake("ada", 40, 0)).isTrue();
    assertThat(shares.tryTake("bob", 100, 0)).isTrue();

    shares.giveBack("ada", 60);

    assertThat(shares.tryTake("ada", 60, 0)).isTrue();
  }

  @Test
  void oneThingThatIsLargerThanAShareIsLetThroughAndNoSecond() {
    assertThat(shares.tryTake("ada", 150, 150)).isTrue();
    assertThat(shares.tryTake("ada", 1, 150)).isFalse();

    assertThat(shares.hasRoomFor("bob", 150)).isTrue();
    shares.take("bob", 150);
    assertThat(shares.hasRoomFor("bob", 1)).isFalse();
    assertThat(refused()).isEqualTo(2);
  }

  @Test
  void whoeverHoldsNothingIsNotRemembered() {
    shares.take("ada", 10);
    shares.tryTake("bob", 100, 0);
    shares.tryTake("bob", 1, 0);
    assertThat(shares.holders()).isEqualTo(2);

    shares.giveBack("ada", 10);
    shares.giveBack("bob", 100);
    assertThat(shares.holders()).isZero();
  }
}
