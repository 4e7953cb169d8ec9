package io.chorus.history.ingest;

import io.chorus.bus.BusMetrics;
import io.chorus.history.HistoryConfig;
import io.chorus.history.log.LogWriter;
import io.chorus.history.log.LogWriter.Entry;
import io.chorus.history.log.LogWriter.Outcome;
import io.chorus.history.log.LogWriter.Written;
import io.chorus.model.ingest.IngestAck;
import io.chorus.model.ingest.IngestBatch.Item;
import io.chorus.model.ingest.Refused;
import io.chorus.model.message.ChatMessage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Stores what several batches bring in one statement, and answers each after the commit. What is
 * too old for its place is only looked for: nothing is added to a room where readers have passed
 * for good. Belongs to one event loop.
 */
final class Storing {
  private static final Logger LOG = Logger.getLogger(Storing.class);

  private final Context loop;
  private final LogWriter log;
  private final Answers answers;
  private final LateAnnouncements lateAnnouncements;
  private final long lateMillis;
  private final long deadlineMillis;
  private final Counter stored;
  private final Counter tooLate;
  private final DistributionSummary together;
  private final Timer writing;

  Storing(
      Context loop,
      LogWriter log,
      Answers answers,
      LateAnnouncements lateAnnouncements,
      HistoryConfig.Ingest config,
      MeterRegistry metrics) {
    this.loop = loop;
    this.log = log;
    this.answers = answers;
    this.lateAnnouncements = lateAnnouncements;
    this.lateMillis = config.lateAfter().toMillis();
    this.deadlineMillis = config.deadline().toMillis();
    this.stored = metrics.counter("chorus.history.stored");
    this.tooLate = metrics.counter("chorus.refused", "bound", "horizon");
    this.together =
        DistributionSummary.builder("chorus.history.statement")
            .baseUnit("messages")
            .description("Messages that are stored in one statement")
            .serviceLevelObjectives(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
            .register(metrics);
    this.writing =
        Timer.builder("chorus.history.writing")
            .description("From a statement's beginning until it is committed")
            .serviceLevelObjectives(BusMetrics.latencies())
            .register(metrics);
  }

  /** Completes on the loop once all of them are answered. */
  Future<Void> store(List<Arrival> arrivals) {
    Promise<Void> done = Promise.promise();
    long now = System.nanoTime();
    List<Item> items = arrivals.stream().flatMap(a -> a.items(now).stream()).toList();
    List<Entry> inTime =
        items.stream()
            .filter(item -> item.isTaken() && !isOld(item))
            .map(i -> entry(i, now))
            .toList();
    together.record(inTime.size());
    List<ChatMessage> old =
        items.stream().filter(item -> item.isTaken() && isOld(item)).map(Item::message).toList();
    Uni.combine()
        .all()
        .unis(log.store(inTime), log.find(old))
        .asTuple()
        .subscribe()
        .with(
            outcome ->
                loop.runOnContext(
                    v -> {
                      writing.record(System.nanoTime() - now, TimeUnit.NANOSECONDS);
                      succeeded(arrivals, items, outcome.getItem1(), outcome.getItem2());
                      done.complete();
                    }),
            e ->
                loop.runOnContext(
                    v -> {
                      LOG.warnf("%d batches not stored: %s", (Object) arrivals.size(), e);
                      arrivals.forEach(arrival -> answers.failed(arrival.batch().header()));
                      done.complete();
                    }));
    return done.future();
  }

  private Entry entry(Item item, long nowNanos) {
    long leftMillis = deadlineMillis - item.ageMillis();
    return new Entry(item.message(), nowNanos + TimeUnit.MILLISECONDS.toNanos(leftMillis));
  }

  private boolean isOld(Item item) {
    return item.ageMillis() >= deadlineMillis;
  }

  private void succeeded(
      List<Arrival> arrivals, List<Item> items, Outcome outcome, List<Long> found) {
    stored.increment(outcome.added().size());
    tooLate.increment(found.stream().filter(cursor -> cursor == IngestAck.REFUSED).count());
    acknowledge(arrivals, items, cursors(items, outcome.cursors().iterator(), found.iterator()));
    announceLate(arrivals, outcome.added());
  }

  private List<Long> cursors(List<Item> items, Iterator<Long> stored, Iterator<Long> found) {
    List<Long> cursors = new ArrayList<>(items.size());
    for (Item item : items) {
      if (!item.isTaken()) {
        cursors.add(IngestAck.REFUSED);
      } else {
        cursors.add(isOld(item) ? found.next() : stored.next());
      }
    }
    return cursors;
  }

  private void acknowledge(List<Arrival> arrivals, List<Item> items, List<Long> cursors) {
    int from = 0;
    for (Arrival arrival : arrivals) {
      int to = from + arrival.messages();
      List<Long> own = cursors.subList(from, to);
      answers.stored(arrival.batch().header(), own, reasons(items.subList(from, to), own));
      from = to;
    }
  }

  private Map<Integer, String> reasons(List<Item> items, List<Long> cursors) {
    Map<Integer, String> reasons = new HashMap<>();
    for (int i = 0; i < items.size(); i++) {
      if (cursors.get(i) == IngestAck.REFUSED) {
        reasons.put(i, reason(items.get(i)).text());
      }
    }
    return reasons;
  }

  private Refused reason(Item item) {
    if (!item.isTaken()) {
      return item.refused();
    }
    return isOld(item) ? Refused.TOO_LATE : Refused.NOT_STORABLE;
  }

  /**
   * Readers that have passed the place of a late message are sent back for it. What another replica
   * was asked for it may have stored and not announced.
   */
  private void announceLate(List<Arrival> arrivals, List<ChatMessage> added) {
    long now = System.nanoTime();
    Map<ChatMessage, Long> ages = new HashMap<>();
    List<ChatMessage> news = new ArrayList<>(added);
    for (Arrival arrival : arrivals) {
      for (Item item : arrival.items(now)) {
        if (item.isTaken()) {
          ages.merge(item.message(), item.ageMillis(), Math::max);
          if (arrival.batch().header().again()) {
            news.add(item.message());
          }
        }
      }
    }
    log.late(news.stream().distinct().map(message -> written(message, ages.get(message))).toList())
        .subscribe()
        .with(
            late -> loop.runOnContext(v -> late.forEach(lateAnnouncements::tell)),
            e -> LOG.warnf("late messages not announced: %s", e));
  }

  private Written written(ChatMessage message, long ageMillis) {
    return new Written(
        message.roomId(), message.cursor(), ageMillis >= lateMillis, ageMillis >= deadlineMillis);
  }
}
