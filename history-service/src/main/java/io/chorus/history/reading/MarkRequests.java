package io.chorus.history.reading;

import io.chorus.bus.Bus;
import io.chorus.bus.BusUnavailable;
import io.chorus.bus.InstanceId;
import io.chorus.history.HistoryConfig;
import io.chorus.history.log.MessageLog;
import io.chorus.history.log.reading.ReadMarkers;
import io.chorus.logging.SparingLog;
import io.chorus.model.Json;
import io.chorus.model.reading.MarkAnswer;
import io.chorus.model.reading.MarkRequest;
import io.chorus.model.reading.ReadingChannels;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jboss.logging.Logger;

/**
 * Answers chat instances whose users say how far they have read: after the commit, or at once where
 * it cannot be noted. A few are under way at once, so that messages keep their connections, and
 * those that wait are bounded. Its state belongs to one event loop.
 */
@RegisterForReflection(targets = {MarkRequest.class, MarkAnswer.class})
@Singleton
public class MarkRequests {
  private static final Logger LOG = Logger.getLogger(MarkRequests.class);
  private static final int AT_ONCE = 2;

  private final SparingLog sparing = new SparingLog(LOG, Duration.ofMinutes(1));
  private final Bus bus;
  private final ReadMarkers markers;
  private final MessageLog log;
  private final InstanceId replica;
  private final Context context;
  private final int capacity;
  private final Counter refused;
  private final Queue<MarkRequest> waiting = new ArrayDeque<>();
  private int underWay;
  private volatile String suite;

  MarkRequests(
      Bus bus,
      ReadMarkers markers,
      MessageLog log,
      InstanceId replica,
      Vertx vertx,
      HistoryConfig config,
      MeterRegistry metrics) {
    this.bus = bus;
    this.markers = markers;
    this.log = log;
    this.replica = replica;
    this.context = ((VertxInternal) vertx).createEventLoopContext();
    this.capacity = config.ingest().capacity();
    this.refused = metrics.counter("chorus.refused", "bound", "read-markers");
  }

  /** Listens; completes once nothing that is asked of this replica is missed. */
  public Uni<Void> open() {
    return log.suite()
        .invoke(found -> suite = found)
        .chain(() -> Uni.createFrom().completionStage(listen().toCompletionStage()));
  }

  private Future<Void> listen() {
    return bus.subscribe(
        ReadingChannels.requests(replica.value()),
        request -> {
          String text = request.toString();
          context.runOnContext(ignored -> received(text));
        });
  }

  private void received(String text) {
    Optional<MarkRequest> read = MarkRequest.read(text);
    if (read.isEmpty()) {
      LOG.warn("what asks for nothing was passed over");
      return;
    }
    MarkRequest request = read.get();
    boolean own = request.suite() == null || request.suite().equals(suite);
    if (!own || waiting.size() >= capacity) {
      refused.increment();
      answer(request, MarkAnswer.failed(request.id(), suite));
      return;
    }
    waiting.add(request);
    next();
  }

  private void next() {
    while (underWay < AT_ONCE && !waiting.isEmpty()) {
      underWay++;
      MarkRequest request = waiting.remove();
      markers
          .mark(request.roomId(), request.userId(), request.cursor())
          .subscribe()
          .with(
              marked ->
                  done(
                      request,
                      new MarkAnswer(request.id(), suite, marked.left().told(), marked.moved())),
              e -> {
                sparing.say(
                    Logger.Level.WARN, "marker", "how far somebody has read is not noted: " + e);
                done(request, MarkAnswer.failed(request.id(), suite));
              });
    }
  }

  private void done(MarkRequest request, MarkAnswer answer) {
    answer(request, answer);
    context.runOnContext(
        ignored -> {
          underWay--;
          next();
        });
  }

  private void answer(MarkRequest request, MarkAnswer answer) {
    bus.answer(request.replyTo(), Json.text(answer))
        .onFailure(BusUnavailable.otherwise(e -> LOG.error("a reader was not answered", e)));
  }
}
