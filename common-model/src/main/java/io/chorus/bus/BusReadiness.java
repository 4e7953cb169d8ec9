package io.chorus.bus;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while what this instance writes and publishes comes back to it. A service that has work to
 * do without Redis stays ready while Redis is away; but it is not ready before it has been there,
 * as an instance that cannot reach Redis at all must not replace one that can.
 */
@Readiness
@Singleton
class BusReadiness implements HealthCheck {
  private final Bus bus;
  private final boolean readyWithout;

  BusReadiness(Bus bus, BusConfig config) {
    this.bus = bus;
    this.readyWithout = config.readyWithout();
  }

  @Override
  public HealthCheckResponse call() {
    boolean live = bus.isLive();
    return HealthCheckResponse.named("bus")
        .status(live || readyWithout && bus.hasBeenLive())
        .withData("live", live)
        .build();
  }
}
