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
import org.jboss.logging.Logger;

/**
 * The connections of this instance, room by room, and their entries in the shared {@link
 * PresenceStore}: written at joining and leaving, refreshed at a third of their expiry, and put
 * back when Redis has lost them. Thread-safe; never blocks.
 */
@Startup
@Singleton
public class Presence {
  private static final Logger LOG = Logger.getLogger(Presence.class);

  /** Entries in one refresh: bounds the time for which one script holds Redis. */
  private static final int CHUNK = 500;

  private final PresenceStore store;
  private final Vertx vertx;
  private final long timer;
  private final Map<RoomId, Map<String, Entry>> local = new ConcurrentHashMap<>();

  /** Users of each room as last heard, for the rule on large rooms. */
  private final Map<RoomId, Integer> sizes = new ConcurrentHashMap<>();

  Presence(PresenceStore store, Bus bus, Vertx vertx, ChatConfig config) {
    this.store = store;
    this.vertx = vertx;
    bus.onRestored(this::refresh);
    long interval = config.presence().expiry().dividedBy(3).toMillis();
    timer = vertx.setPeriodic(interval, ignored -> refresh());
  }

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

  public Future<View> leave(RoomId room, Entry entry) {
    local.computeIfPresent(
        room,
        (r, entries) -> {
          entries.remove(entry.connectionId());
          return entries.isEmpty() ? null : entries;
        });
    if (!local.containsKey(room)) {
      sizes.remove(room);
    }
    return store
        .leave(room, entry)
        .onFailure(e -> LOG.debugf("left %s to its expiry: %s", entry.connectionId(), e));
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

  private void refresh() {
    local.forEach(
        (room, entries) -> {
          List<Entry> all = new ArrayList<>(entries.values());
          for (int from = 0; from < all.size(); from += CHUNK) {
            store
                .refresh(room, all.subList(from, Math.min(from + CHUNK, all.size())))
                .onSuccess(view -> heard(room, view))
                .onFailure(e -> LOG.debugf("presence of %s not refreshed: %s", room, e));
          }
        });
  }

  @PreDestroy
  void stop() {
    vertx.cancelTimer(timer);
  }
}
