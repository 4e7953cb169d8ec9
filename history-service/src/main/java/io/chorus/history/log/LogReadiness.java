package io.chorus.history.log;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the log can be read; tells whether it can be written to as well. */
@Readiness
@Singleton
class LogReadiness implements HealthCheck {
  private final LogProbe probe;

  LogReadiness(LogProbe probe) {
    this.probe = probe;
  }

  @Override
  public HealthCheckResponse call() {
    LogProbe.State state = probe.state();
    return HealthCheckResponse.named("log")
        .status(state != LogProbe.State.AWAY)
        .withData("writable", state == LogProbe.State.WRITABLE)
        .build();
  }
}
