package io.chorus.database;

import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Not ready where PostgreSQL's settings break the promises; tells which. */
@Readiness
@Singleton
@IfBuildProperty(name = "quarkus.datasource.db-kind", stringValue = "postgresql")
class DurabilityReadiness implements HealthCheck {
  private final DurabilityProbe probe;

  DurabilityReadiness(DurabilityProbe probe) {
    this.probe = probe;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named("durability").status(probe.holds());
    if (!probe.holds()) {
      answer.withData("faults", String.join(", ", probe.faults()));
    }
    return answer.build();
  }
}
