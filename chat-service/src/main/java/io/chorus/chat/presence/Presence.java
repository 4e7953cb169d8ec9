package io.chorus.chat.presence;

import io.chorus.bus.Bus;
import io.chorus.chat.ChatConfig;
import io.chorus.chat.bus.PresenceStore;
import io.chorus.chat.bus.PresenceStore.Entry;
import io.chorus.chat.bus.PresenceStore.View;
import io.chorus.model.room.RoomId;
import io.quarkus.runtime.Startup;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.jboss.logging.Logger;

/**
 * The connections of this instance, room by room, and their entries in the shared {@link
 * PresenceStore}: written at joining and leaving, refreshed before they expire, and told again when
 * Redis may have lost them. Thread-safe; never blocks.
 */
@Startup
@Singleton
public class Presence {
  private static final Logger LOG = Logger.getLogger(Presence.class);

  /** Entries in one call: bounds the time for which one script holds Redis. */
  private static final int CHUNK = 500;

  /** Leaves that may wait for Redis to return; beyond them, entries expire by themselves. */
  private static final int MAX_DEPARTED = 10_000;

  /** After this, every instance has told Redis its entries again, and those missing are gone. */
  private static final long RESTORED_MILLIS = 4000;

  private final PresenceStore store;
  private final Vertx vertx;
  private final long timer;
  private final Map<RoomId, Map<String, Entry>> local = new ConcurrentHashMap<>();
  private final Map<RoomId, List<Entry>> departed = new ConcurrentHashMap<>();
  private final AtomicInteger departures = new AtomicInteger();
  private final AtomicInteger leaving = new AtomicInteger();

  /** Users of each room as last heard, for the rule on large rooms. */
  private final Map<RoomId, Integer> sizes = new ConcurrentHashMap<>();

  Presence(PresenceStore store, Bus bus, Vertx vertx, ChatConfig config) {
    this.store = store;
    this.vertx = vertx;
    bus.onRestored(this::restore);
    long interval = config.presence().expiry().dividedBy(6).toMillis();
    timer = vertx.setPeriodic(interval, ignored -> refresh());
  }

  /**
   * @param listed members to list at the most
   */
  public Future<View> join(RoomId room, Entry entry, int listed) {
    local.compute(
        room,
        (r, entries) -> {
          Map<String, Entry> joined = entries != null ? entries : new ConcurrentHashMap<>();
          joined.put(entry.connectionId(), entry);
          return joined;
        });
    return store.join(room, entry, listed).onSuccess(view -> heard(room, view));
  }

  /** Leaves for sure: where Redis is away, as soon as it is back. */
  public void leave(RoomId room, Entry entry) {
    local.computeIfPresent(
        room,
        (r, entries) -> {
          entries.remove(entry.connectionId());
          return entries.isEmpty() ? null : entries;
        });
    if (!local.containsKey(room)) {
      sizes.remove(room);
    }
    leaving.incrementAndGet();
    store
        .leave(room, entry)
        .onFailure(ignored -> leaveLater(room, entry))
        .onComplete(ignored -> leaving.decrementAndGet());
  }

  /** Whether all who left have been told of, or cannot be at the moment. */
  public boolean isSettled() {
    return leaving.get() == 0;
  }

  public Future<View> members(RoomId room, int listed) {
    return store.members(room, listed);
  }

  /** Users in a room that somebody here is in, as last heard. */
  public int size(RoomId room) {
    return sizes.getOrDefault(room, 0);
  }

  private void heard(RoomId room, View view) {
    if (local.containsKey(room)) {
      sizes.put(room, view.memberCount());
    }
  }

  private void leaveLater(RoomId room, Entry entry) {
    if (departures.incrementAndGet() > MAX_DEPARTED) {
      departures.decrementAndGet();
      return;
    }
    departed.compute(
        room,
        (r, entries) -> {
          List<Entry> more = entries != null ? entries : new ArrayList<>();
          more.add(entry);
          return more;
        });
  }

  private void refresh() {
    tell(store::refresh);
    tellDepartures();
  }

  private void restore() {
    tell(store::restore);
    vertx.setTimer(RESTORED_MILLIS, ignored -> tellDepartures());
  }

  private void tellDepartures() {
    for (RoomId room : departed.keySet()) {
      List<Entry> entries = departed.remove(room);
      if (entries != null) {
        departures.addAndGet(-entries.size());
        store
            .departed(room, entries)
            .onFailure(ignored -> entries.forEach(entry -> leaveLater(room, entry)));
      }
    }
  }

  private void tell(BiFunction<RoomId, List<Entry>, Future<View>> operation) {
    local.forEach(
        (room, entries) -> {
          List<Entry> all = new ArrayList<>(entries.values());
          for (int from = 0; from < all.size(); from += CHUNK) {
            operation
                .apply(room, all.subList(from, Math.min(from + CHUNK, all.size())))
                .onSuccess(view -> heard(room, view))
                .onFailure(e -> LOG.debugf("presence in %s not told: %s", room, e));
          }
        });
  }

  @PreDestroy
  void stop() {
    vertx.cancelTimer(timer);
  }
}
