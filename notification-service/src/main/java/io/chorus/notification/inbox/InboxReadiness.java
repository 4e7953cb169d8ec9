package io.chorus.notification.inbox;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while PostgreSQL answers, and does so before a probe gives up. */
@Readiness
@Singleton
class InboxReadiness implements AsyncHealthCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Pool pool;

  InboxReadiness(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return pool.query("SELECT last FROM notification.clock")
        .execute()
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .map(rows -> true)
        .onFailure()
        .recoverWithItem(false)
        .map(answers -> HealthCheckResponse.named("inbox").status(answers).build());
  }
}
