package io.chorus.chat.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NewcomersTest {
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Newcomers newcomers =
      Limits.newcomers(
          Map.of(
              "chorus.socketio.newcomers", "3",
              "chorus.socketio.newcomers-per-address", "2",
              "chorus.socketio.newcomer-bytes", "5000"),
          metrics);

  private void expectRefusal(ErrorCode code, String address) {
    assertThatThrownBy(() -> newcomers.enter(address))
        .isInstanceOfSatisfying(Refusal.class, it -> assertThat(it.code()).isEqualTo(code));
  }

  private double refused(String bound) {
    return metrics.counter("chorus.refused", "bound", bound).count();
  }

  private double here() {
    return metrics.get("chorus.newcomers").gauge().value();
  }

  @Test
  void theInstanceTakesSoManyAndNoMore() {
    Newcomer first = newcomers.enter("10.0.0.1");
    newcomers.enter("10.0.0.2");
    newcomers.enter("10.0.0.3");

    expectRefusal(ErrorCode.OVERLOADED, "10.0.0.4");
    assertThat(here()).isEqualTo(3);
    assertThat(refused("newcomers")).isEqualTo(1);

    first.leave();
    first.leave();
    newcomers.enter("10.0.0.4");
    expectRefusal(ErrorCode.OVERLOADED, "10.0.0.4");
  }

  @Test
  void anAddressMayHaveSoManyAndNoMore() {
    Newcomer first = newcomers.enter("10.0.0.1");
    newcomers.enter("10.0.0.1");

    expectRefusal(ErrorCode.RATE_LIMITED, "10.0.0.1");
    assertThat(refused("newcomers-per-address")).isEqualTo(1);
    assertThat(here()).isEqualTo(2);

    first.leave();
    newcomers.enter("10.0.0.1");
  }

  @Test
  void whoIsRefusedTakesNoPlaceOfItsAddress() {
    newcomers.enter("10.0.0.1");
    newcomers.enter("10.0.0.1");
    Newcomer other = newcomers.enter("10.0.0.2");
    expectRefusal(ErrorCode.OVERLOADED, "10.0.0.3");
    expectRefusal(ErrorCode.OVERLOADED, "10.0.0.3");
    other.leave();

    newcomers.enter("10.0.0.3");
  }

  @Test
  void oneMaySendSoManyBytesAndNoMore() {
    Newcomer newcomer = newcomers.enter("10.0.0.1");

    assertThat(newcomer.take(4_000)).isTrue();
    assertThat(newcomer.mayTake(10_000)).isEqualTo(1_000);
    assertThat(newcomer.take(1_001)).isFalse();
    assertThat(newcomer.take(1)).isFalse();
    assertThat(newcomer.mayTake(10_000)).isZero();
    assertThat(refused("newcomer-bytes")).isEqualTo(1);
  }

  @Test
  void whoseTokenIsKnownMaySendOn() {
    Newcomer newcomer = newcomers.enter("10.0.0.1");
    newcomer.leave();

    assertThat(newcomer.isKnown()).isTrue();
    assertThat(newcomer.take(1_000_000)).isTrue();
    assertThat(newcomer.mayTake(1_000_000)).isEqualTo(1_000_000);
  }
}
