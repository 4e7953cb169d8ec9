package io.chorus.history.log;

import io.chorus.logging.SparingLog;
import io.chorus.model.message.ChatMessage;
import io.chorus.model.message.LogEntry;
import io.chorus.model.message.MessageEdit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jboss.logging.Logger;

/**
 * Takes the words of what was stored, soon after it was acknowledged: so nobody who sends waits for
 * it, and what comes meanwhile shares a statement, of which there is one at a time. At the bound,
 * or where a statement fails, {@link FollowUp} takes them instead, within seconds. Thread-safe;
 * never blocks.
 */
@Singleton
class SearchIndex {
  private static final Logger LOG = Logger.getLogger(SearchIndex.class);

  /** Messages whose words wait to be taken. */
  private static final int MAX_WAITING = 20_000;

  private static final int AT_ONCE = 500;

  /**
   * A statement for each message costs PostgreSQL more than storing it: nobody searches so soon.
   */
  private static final long LINGER_MILLIS = 250;

  private record Name(String roomId, String userId, String id) {}

  private final SparingLog sparing = new SparingLog(LOG, Duration.ofMinutes(1));
  private final Pool pool;
  private final boolean enabled;
  private final String take;
  private final Counter left;
  private final Queue<Name> waiting = new ArrayDeque<>();
  private final Context context;
  private boolean underWay;

  SearchIndex(Pool pool, SearchWords words, Vertx vertx, MeterRegistry metrics) {
    this.pool = pool;
    // Of its own: what is taken is of many senders, and part of nobody's trace.
    this.context = ((VertxInternal) vertx).createEventLoopContext();
    this.enabled = words.isEnabled();
    this.take = statement(words);
    this.left = metrics.counter("chorus.refused", "bound", "search-index");
  }

  /** Takes the words of the messages that $1, $2 and $3 name. */
  static String statement(SearchWords words) {
    return """
        WITH part AS MATERIALIZED (
          SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) AS named (room_id, user_id, id)
        )%s SELECT
        """
        .formatted(words.take());
  }

  /** To be called with what has been committed. */
  void add(List<LogEntry> entries) {
    if (!enabled) {
      return;
    }
    synchronized (waiting) {
      for (LogEntry entry : entries) {
        if (!(entry instanceof ChatMessage || entry instanceof MessageEdit)) {
          continue;
        }
        if (waiting.size() == MAX_WAITING) {
          left.increment();
        } else {
          waiting.add(new Name(entry.roomId(), entry.userId(), entry.id()));
        }
      }
    }
    goOn();
  }

  private void goOn() {
    boolean many;
    synchronized (waiting) {
      if (underWay || waiting.isEmpty()) {
        return;
      }
      underWay = true;
      many = waiting.size() >= AT_ONCE;
    }
    if (many) {
      context.runOnContext(ignored -> take());
    } else {
      context.runOnContext(ignored -> context.owner().setTimer(LINGER_MILLIS, timer -> take()));
    }
  }

  private void take() {
    List<Name> names = new ArrayList<>();
    synchronized (waiting) {
      while (names.size() < AT_ONCE && !waiting.isEmpty()) {
        names.add(waiting.remove());
      }
    }
    pool.preparedQuery(take)
        .execute(
            Tuple.of(
                Rows.texts(names, Name::roomId),
                Rows.texts(names, Name::userId),
                Rows.texts(names, Name::id)))
        .subscribe()
        .with(
            rows -> done(),
            e -> {
              left.increment(names.size());
              sparing.say(Logger.Level.WARN, "words", "words are left for later: " + e);
              done();
            });
  }

  private void done() {
    synchronized (waiting) {
      underWay = false;
    }
    goOn();
  }
}
