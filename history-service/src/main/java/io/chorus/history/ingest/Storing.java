package io.chorus.history.ingest;

import io.chorus.history.HistoryConfig;
import io.chorus.history.log.LogWriter;
import io.chorus.history.log.LogWriter.Entry;
import io.chorus.history.log.LogWriter.Fate;
import io.chorus.history.log.LogWriter.Outcome;
import io.chorus.history.log.LogWriter.Written;
import io.chorus.logging.SparingLog;
import io.chorus.metrics.Latencies;
import io.chorus.model.ingest.IngestAck;
import io.chorus.model.ingest.IngestBatch.Item;
import io.chorus.model.ingest.Refused;
import io.chorus.model.message.LogEntry;
import io.chorus.trace.Step;
import io.chorus.trace.Tracing;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
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

  private final SparingLog sparing = new SparingLog(LOG, Duration.ofMinutes(1));

  private final Context loop;
  private final LogWriter log;
  private final Answers answers;
  private final LateAnnouncements lateAnnouncements;
  private final long lateMillis;
  private final long deadlineMillis;
  private final Counter stored;
  private final Map<Refused, Counter> refused = new EnumMap<>(Refused.class);
  private final DistributionSummary together;
  private final Timer writing;
  private final Tracing tracing;

  Storing(
      Context loop,
      LogWriter log,
      Answers answers,
      LateAnnouncements lateAnnouncements,
      HistoryConfig.Ingest config,
      MeterRegistry metrics,
      Tracing tracing) {
    this.tracing = tracing;
    this.loop = loop;
    this.log = log;
    this.answers = answers;
    this.lateAnnouncements = lateAnnouncements;
    this.lateMillis = config.lateAfter().toMillis();
    this.deadlineMillis = config.deadline().toMillis();
    this.stored = metrics.counter("chorus.history.stored");
    this.together =
        DistributionSummary.builder("chorus.history.statement")
            .baseUnit("messages")
            .description("Messages that are stored in one statement")
            .serviceLevelObjectives(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
            .register(metrics);
    this.writing =
        Timer.builder("chorus.history.writing")
            .description("From a statement's beginning until it is committed")
            .serviceLevelObjectives(Latencies.buckets())
            .register(metrics);
    for (Refused reason : Refused.values()) {
      refused.put(reason, metrics.counter("chorus.refused", "bound", bound(reason)));
    }
  }

  private static String bound(Refused reason) {
    return reason == Refused.TOO_LATE ? "horizon" : "entry-" + reason.text().replace('_', '-');
  }

  /** Completes on the loop once all of them are answered. */
  Future<Void> store(List<Arrival> arrivals) {
    Promise<Void> done = Promise.promise();
    Step step = tracing.join("store in log", traces(arrivals));
    step.note("messaging.batch.message_count", messages(arrivals));
    step.run(loop, () -> store(arrivals, done));
    return step.until(done.future());
  }

  private static List<String> traces(List<Arrival> arrivals) {
    List<String> traces = List.of();
    for (Arrival arrival : arrivals) {
      Map<Integer, String> theirs = arrival.batch().header().traces();
      if (theirs != null) {
        traces = traces.isEmpty() ? new ArrayList<>() : traces;
        traces.addAll(theirs.values());
      }
    }
    return traces;
  }

  private static int messages(List<Arrival> arrivals) {
    return arrivals.stream().mapToInt(Arrival::messages).sum();
  }

  private void store(List<Arrival> arrivals, Promise<Void> done) {
    long now = System.nanoTime();
    List<Item> items = arrivals.stream().flatMap(a -> a.items(now).stream()).toList();
    List<Entry> inTime =
        items.stream()
            .filter(item -> item.isTaken() && !isOld(item))
            .map(i -> entry(i, now))
            .toList();
    together.record(inTime.size());
    List<LogEntry> old =
        items.stream().filter(item -> item.isTaken() && isOld(item)).map(Item::entry).toList();
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
                      sparing.say(Logger.Level.WARN, "stored", "batches are not stored: " + e);
                      arrivals.forEach(arrival -> answers.failed(arrival.batch().header()));
                      done.complete();
                    }));
  }

  private Entry entry(Item item, long nowNanos) {
    long leftMillis = deadlineMillis - item.ageMillis();
    return new Entry(item.entry(), nowNanos + TimeUnit.MILLISECONDS.toNanos(leftMillis));
  }

  private boolean isOld(Item item) {
    return item.ageMillis() >= deadlineMillis;
  }

  private void succeeded(
      List<Arrival> arrivals, List<Item> items, Outcome outcome, List<Long> found) {
    stored.increment(outcome.added().size());
    List<Fate> fates = fates(items, outcome.fates().iterator(), found.iterator());
    for (int i = 0; i < fates.size(); i++) {
      // What could not even be read is counted where it was read.
      if (items.get(i).isTaken() && fates.get(i).refused() != null) {
        refused.get(fates.get(i).refused()).increment();
      }
    }
    acknowledge(arrivals, fates);
    announceLate(arrivals, outcome.added());
  }

  private List<Fate> fates(List<Item> items, Iterator<Fate> stored, Iterator<Long> found) {
    List<Fate> fates = new ArrayList<>(items.size());
    for (Item item : items) {
      if (!item.isTaken()) {
        fates.add(new Fate(IngestAck.REFUSED, item.refused()));
      } else if (isOld(item)) {
        long cursor = found.next();
        fates.add(new Fate(cursor, cursor == IngestAck.REFUSED ? Refused.TOO_LATE : null));
      } else {
        fates.add(stored.next());
      }
    }
    return fates;
  }

  private void acknowledge(List<Arrival> arrivals, List<Fate> fates) {
    int from = 0;
    for (Arrival arrival : arrivals) {
      int to = from + arrival.messages();
      List<Fate> own = fates.subList(from, to);
      answers.stored(
          arrival.batch().header(), own.stream().map(Fate::cursor).toList(), reasons(own));
      from = to;
    }
  }

  private static Map<Integer, String> reasons(List<Fate> fates) {
    Map<Integer, String> reasons = new HashMap<>();
    for (int i = 0; i < fates.size(); i++) {
      if (fates.get(i).refused() != null) {
        reasons.put(i, fates.get(i).refused().text());
      }
    }
    return reasons;
  }

  /**
   * Readers that have passed the place of a late message are sent back for it. What another replica
   * was asked for it may have stored and not announced.
   */
  private void announceLate(List<Arrival> arrivals, List<LogEntry> added) {
    long now = System.nanoTime();
    List<List<Item>> batches = arrivals.stream().map(arrival -> arrival.items(now)).toList();
    long announced = Math.min(lateMillis, deadlineMillis);
    if (batches.stream().flatMap(List::stream).noneMatch(item -> item.ageMillis() >= announced)) {
      return;
    }
    Map<LogEntry, Long> ages = new HashMap<>();
    List<LogEntry> news = new ArrayList<>(added);
    for (int i = 0; i < arrivals.size(); i++) {
      boolean again = arrivals.get(i).batch().header().again();
      for (Item item : batches.get(i)) {
        if (item.isTaken()) {
          ages.merge(item.entry(), item.ageMillis(), Math::max);
          if (again) {
            news.add(item.entry());
          }
        }
      }
    }
    log.late(news.stream().distinct().map(entry -> written(entry, ages.get(entry))).toList())
        .subscribe()
        .with(
            late -> loop.runOnContext(v -> late.forEach(lateAnnouncements::tell)),
            e -> sparing.say(Logger.Level.WARN, "late", "late messages are not announced: " + e));
  }

  private Written written(LogEntry entry, long ageMillis) {
    return new Written(
        entry.roomId(), entry.cursor(), ageMillis >= lateMillis, ageMillis >= deadlineMillis);
  }
}
