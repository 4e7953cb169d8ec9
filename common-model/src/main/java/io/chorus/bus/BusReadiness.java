package io.chorus.bus;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while what this instance writes and publishes comes back to it. */
@Readiness
@Singleton
class BusReadiness implements HealthCheck {
  private final Bus bus;

  BusReadiness(Bus bus) {
    this.bus = bus;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("bus").status(bus.isLive()).build();
  }
}
