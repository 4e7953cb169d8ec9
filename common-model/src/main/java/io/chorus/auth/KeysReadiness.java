package io.chorus.auth;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while no token could be verified. */
@Readiness
@Singleton
class KeysReadiness implements HealthCheck {
  private final PublishedKeys keys;

  KeysReadiness(PublishedKeys keys) {
    this.keys = keys;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("keys").status(keys.areThere()).build();
  }
}
