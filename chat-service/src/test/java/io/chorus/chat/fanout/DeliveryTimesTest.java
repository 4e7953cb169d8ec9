package io.chorus.chat.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeliveryTimesTest {
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final DeliveryTimes times = new DeliveryTimes(metrics);

  @Test
  void aMessageIsTimedFromItsArrivalWhateverItsStamp() {
    times.delivered(Delivery.of(Buffer.buffer("m 9007199254740991 -\n{}")), 3, 1_500_000);

    assertThat(metrics.timer("chorus.delivery").count()).isEqualTo(1);
    assertThat(metrics.timer("chorus.delivery").totalTime(TimeUnit.MICROSECONDS)).isEqualTo(1500);
  }

  @Test
  void whatIsNoMessageIsNotTimed() {
    times.delivered(Delivery.of(Buffer.buffer("e -\n{}")), 1, 1);

    assertThat(metrics.timer("chorus.delivery").count()).isZero();
  }
}
