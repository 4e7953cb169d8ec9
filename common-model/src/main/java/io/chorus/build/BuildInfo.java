package io.chorus.build;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tells as a metric, whose value is always 1, which version runs and on what. */
@Startup
@Singleton
class BuildInfo {
  BuildInfo(
      MeterRegistry metrics,
      @ConfigProperty(name = "quarkus.application.name") String service,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    Gauge.builder("chorus.build.info", () -> 1)
        .description("The version that runs, and on what")
        .tag("service", service)
        .tag("version", version)
        .tag("java", Runtime.version().toString())
        .tag("runs", ImageMode.current() == ImageMode.NATIVE_RUN ? "native" : "jvm")
        .register(metrics);
  }
}
