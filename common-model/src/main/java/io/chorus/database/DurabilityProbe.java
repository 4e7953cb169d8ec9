package io.chorus.database;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Whether what is committed survives what it has to: looks at PostgreSQL's settings at the start,
 * and again every few seconds, as they may be changed and another server may take over.
 * Thread-safe; never blocks.
 */
@Singleton
@IfBuildProperty(name = "quarkus.datasource.db-kind", stringValue = "postgresql")
public class DurabilityProbe {
  private static final Logger LOG = Logger.getLogger(DurabilityProbe.class);
  private static final long INTERVAL_MILLIS = 5_000;
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final List<String> UNKNOWN = List.of("not yet known");

  private final Pool pool;
  private final Vertx vertx;
  private final Survival demanded;
  private volatile List<String> faults = UNKNOWN;
  private long timer;

  DurabilityProbe(Pool pool, Vertx vertx, DatabaseBounds settings) {
    this.pool = pool;
    this.vertx = vertx;
    this.demanded = settings.survives();
  }

  void start(@Observes StartupEvent event) {
    look();
    timer = vertx.setPeriodic(INTERVAL_MILLIS, ignored -> look());
  }

  /** Whether a commit may be promised. While PostgreSQL is away, what was seen last counts. */
  public boolean holds() {
    return faults.isEmpty();
  }

  /** The settings that break the promise. */
  List<String> faults() {
    return faults;
  }

  private void look() {
    pool.query(Durability.QUERY)
        .execute()
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .map(rows -> durability(rows.iterator().next()).against(demanded))
        .subscribe()
        .with(this::saw, e -> LOG.debugf("durability not looked at: %s", e));
  }

  private static Durability durability(Row row) {
    return new Durability(row.getString(0), row.getString(1), row.getString(2), row.getString(3));
  }

  private synchronized void saw(List<String> now) {
    if (!now.equals(faults) && !now.isEmpty()) {
      LOG.errorf(
          "PostgreSQL's settings break what chorus.database.survives=%s promises: %s",
          demanded.name().toLowerCase().replace('_', '-'), String.join(", ", now));
    }
    faults = now;
  }

  @PreDestroy
  void stop() {
    vertx.cancelTimer(timer);
  }
}
