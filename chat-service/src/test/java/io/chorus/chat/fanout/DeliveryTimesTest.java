package io.chorus.chat.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeliveryTimesTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final long CURSOR_NOW = NOW.toEpochMilli() * 1000;

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final DeliveryTimes times = new DeliveryTimes(metrics, Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void aMessageIsTimedFromItsStamp() {
    times.delivered(Delivery.of(Buffer.buffer("m " + (CURSOR_NOW - 1500) + " -\n{}")));

    assertThat(metrics.timer("chorus.delivery").count()).isEqualTo(1);
    assertThat(metrics.timer("chorus.delivery").totalTime(TimeUnit.MICROSECONDS)).isEqualTo(1500);
  }

  @Test
  void aStampAheadOfTheTimeCountsAsNow() {
    times.delivered(Delivery.of(Buffer.buffer("m " + (CURSOR_NOW + 7) + " -\n{}")));

    assertThat(metrics.timer("chorus.delivery").count()).isEqualTo(1);
    assertThat(metrics.timer("chorus.delivery").totalTime(TimeUnit.MICROSECONDS)).isZero();
  }

  @Test
  void whatIsNoMessageIsNotTimed() {
    times.delivered(Delivery.of(Buffer.buffer("e -\n{}")));

    assertThat(metrics.timer("chorus.delivery").count()).isZero();
  }
}
