package io.chorus.notification.intake;

import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.chorus.notification.NotificationConfig;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Bounds the requests of each caller to this instance. Thread-safe; never blocks. */
@Singleton
class CallerQuotas {
  private final LoadingCache<String, Bucket> callers;
  private final Counter refused;

  CallerQuotas(NotificationConfig config, MeterRegistry metrics) {
    this.refused = metrics.counter("chorus.refused", "bound", "caller-requests");
    // A caller who is forgotten begins with a full burst: so do those who were silent for as long.
    callers =
        Caffeine.newBuilder()
            .maximumSize(config.countedCallers())
            .build(new FullBuckets(config.requestBurst(), config.requestsPerSecond()));
  }

  /** Has a name, as a native executable must know it. */
  private record FullBuckets(long burst, long perSecond) implements CacheLoader<String, Bucket> {
    @Override
    public Bucket load(String caller) {
      return Bucket.builder()
          .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
          .build();
    }
  }

  /**
   * Counts a request.
   *
   * @throws TooManyRequests if it is one too many
   */
  void count(String caller) {
    ConsumptionProbe probe = callers.get(caller).tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      refused.increment();
      throw new TooManyRequests(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
  }
}
