package io.chorus.chat.presence;

import io.chorus.bus.Bus;
import io.chorus.chat.ChatConfig;
import io.chorus.chat.bus.PresenceStore;
import io.chorus.chat.bus.PresenceStore.Entry;
import io.chorus.chat.bus.PresenceStore.Share;
import io.chorus.chat.bus.PresenceStore.View;
import io.chorus.model.room.RoomId;
import io.quarkus.runtime.Startup;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The connections of this instance, room by room, and their entries in the shared {@link
 * PresenceStore}: written at joining and leaving, and told again by {@link Rounds}. Thread-safe;
 * never blocks.
 */
@Startup
@Singleton
public class Presence {
  private final PresenceStore store;
  private final Rounds rounds;
  private final LocalEntries local = new LocalEntries();
  private final AtomicInteger leaving = new AtomicInteger();

  /** Users of each room as last heard, for the rule on large rooms. */
  private final Map<RoomId, Integer> sizes = new ConcurrentHashMap<>();

  Presence(PresenceStore store, Bus bus, Vertx vertx, ChatConfig config) {
    this.store = store;
    this.rounds =
        new Rounds(
            store,
            vertx,
            local,
            config.presence().expiry().dividedBy(6),
            this::heard,
            this::tellLeaving);
    bus.onLost(rounds::lost);
    bus.onRestored(rounds::restore);
  }

  /**
   * @param listed members to list at the most
   */
  public Future<View> join(RoomId room, Entry entry, int listed) {
    local.join(room, entry);
    return store.join(room, entry, listed).onSuccess(view -> heard(room, view.memberCount()));
  }

  /** Another name for one that is in the room; it is told at the next round. */
  public void rename(RoomId room, Entry entry) {
    local.rename(room, entry);
  }

  /** Leaves for sure: where Redis is away or has lost who is there, as soon as it is back. */
  public void leave(RoomId room, Entry entry) {
    local.leave(room, entry);
    if (!local.isIn(room)) {
      sizes.remove(room);
    }
    tellLeaving(room, entry);
  }

  private void tellLeaving(RoomId room, Entry entry) {
    leaving.incrementAndGet();
    store
        .leave(room, entry)
        .otherwise(false)
        .onSuccess(
            told -> {
              if (!told) {
                local.departed(new Share(room, List.of(entry)));
              }
            })
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

  private void heard(RoomId room, int size) {
    if (local.isIn(room)) {
      sizes.put(room, size);
    }
  }

  @PreDestroy
  void stop() {
    rounds.stop();
  }
}
