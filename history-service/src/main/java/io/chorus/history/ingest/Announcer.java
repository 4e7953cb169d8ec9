package io.chorus.history.ingest;

import io.chorus.bus.Bus;
import io.chorus.bus.BusUnavailable;
import io.chorus.bus.InstanceId;
import io.chorus.database.DurabilityProbe;
import io.chorus.history.HistoryConfig;
import io.chorus.history.log.LogProbe;
import io.chorus.history.log.NewestPlace;
import io.chorus.history.reading.MarkRequests;
import io.chorus.model.Json;
import io.chorus.model.ingest.IngestChannels;
import io.chorus.model.ingest.IngestVersion;
import io.chorus.model.ingest.ReplicaAnnouncement;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Tells the chat instances that this replica takes batches, for as long as it can store them, for
 * good. Runs on whatever thread the news comes.
 */
@Singleton
class Announcer {
  private static final Logger LOG = Logger.getLogger(Announcer.class);
  private static final long CLOSE_SECONDS = 10;

  private final Bus bus;
  private final Vertx vertx;
  private final Ingest ingest;
  private final InstanceId replica;
  private final OwnSuite suite;
  private final MarkRequests marks;
  private final NewestPlace newest;
  private final LogProbe log;
  private final DurabilityProbe durability;
  private final long intervalMillis;
  private volatile boolean open;
  private volatile boolean announced;
  private long timer;

  Announcer(
      Bus bus,
      Vertx vertx,
      Ingest ingest,
      InstanceId replica,
      OwnSuite suite,
      MarkRequests marks,
      NewestPlace newest,
      LogProbe log,
      DurabilityProbe durability,
      HistoryConfig config) {
    this.bus = bus;
    this.vertx = vertx;
    this.ingest = ingest;
    this.replica = replica;
    this.suite = suite;
    this.marks = marks;
    this.newest = newest;
    this.log = log;
    this.durability = durability;
    this.intervalMillis = config.ingest().announceEvery().toMillis();
  }

  void start(@Observes StartupEvent event) {
    log.onChange(this::tell);
    timer = vertx.setPeriodic(intervalMillis, ignored -> tell());
    open();
  }

  /** Takes batches as soon as it is known whose, and how far the log has come. */
  private void open() {
    suite
        .learn()
        .chain(newest::learn)
        .chain(marks::open)
        .subscribe()
        .with(
            ignored -> ingest.open().onSuccess(v -> opened()),
            e -> {
              LOG.warnf("the log does not say whose it is and how far it has come: %s", e);
              vertx.setTimer(intervalMillis, ignored -> open());
            });
  }

  private void opened() {
    open = true;
    tell();
  }

  private void tell() {
    boolean stores = open && log.state() == LogProbe.State.WRITABLE && durability.holds();
    if (stores || announced) {
      announced = stores;
      announce(!stores);
    }
  }

  private void announce(boolean leaving) {
    bus.publish(
            IngestChannels.ANNOUNCEMENTS,
            Json.text(
                new ReplicaAnnouncement(
                    replica.value(),
                    leaving,
                    suite.id(),
                    IngestVersion.CURRENT,
                    newest.cursor(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime()))))
        .onFailure(BusUnavailable.otherwise(e -> LOG.error("not announced", e)));
  }

  /** Runs on the shutdown thread: leaves first, then waits for what was taken, bounded. */
  void stop(@Observes ShutdownDelayInitiatedEvent event) {
    vertx.cancelTimer(timer);
    open = false;
    announce(true);
    try {
      ingest.close().toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      LOG.warnf("stopped with batches unanswered, their senders give them to others: %s", e);
    }
  }
}
