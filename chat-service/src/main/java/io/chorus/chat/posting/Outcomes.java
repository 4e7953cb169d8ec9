package io.chorus.chat.posting;

import io.chorus.chat.bus.Stamp;
import io.chorus.metrics.Latencies;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.AsyncResult;
import java.util.concurrent.TimeUnit;

/** What became of what clients posted, and how long storing took. Thread-safe; never blocks. */
final class Outcomes {
  private final Counter published;
  private final Counter resent;
  private final Counter stored;
  private final Counter notStored;
  private final Counter overloaded;
  private final Counter failed;
  private final Timer storing;

  Outcomes(MeterRegistry metrics) {
    published = metrics.counter("chorus.messages.published");
    resent = metrics.counter("chorus.messages.resent");
    stored = outcome(metrics, "stored");
    notStored = outcome(metrics, "not_stored");
    overloaded = outcome(metrics, "overloaded");
    failed = outcome(metrics, "failed");
    storing =
        Timer.builder("chorus.storing")
            .description("From a message's arrival until its sender is told that it is stored")
            .serviceLevelObjectives(Latencies.buckets())
            .register(metrics);
  }

  /** A message has its place: a new one, which was published, or the one that it had before. */
  void stamped(Stamp stamp) {
    (stamp.isRemembered() ? resent : published).increment();
  }

  /**
   * @param beganNanos by {@link System#nanoTime}
   */
  void ended(AsyncResult<?> post, long beganNanos) {
    if (post.succeeded()) {
      stored.increment();
      storing.record(System.nanoTime() - beganNanos, TimeUnit.NANOSECONDS);
    } else if (post.cause() instanceof Refusal refusal) {
      of(refusal.code()).increment();
    } else {
      failed.increment();
    }
  }

  private Counter of(ErrorCode code) {
    return switch (code) {
      case NOT_STORED -> notStored;
      case OVERLOADED -> overloaded;
      default -> failed;
    };
  }

  private static Counter outcome(MeterRegistry metrics, String outcome) {
    return metrics.counter("chorus.messages", "outcome", outcome);
  }
}
