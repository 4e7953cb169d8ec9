package io.chorus.trace;

import io.opentelemetry.sdk.trace.samplers.Sampler;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which traces are kept: as many as was said of those that somebody outside has begun. */
final class Sampling {
  /**
   * @param share of the traces that begin here; one that began elsewhere is kept where it was kept
   *     there
   */
  @Produces
  @Singleton
  Sampler sampler(
      @ConfigProperty(name = "quarkus.otel.traces.sampler.arg", defaultValue = "1.0")
          double share) {
    return new WithoutChores(Sampler.parentBased(Sampler.traceIdRatioBased(share)));
  }
}
