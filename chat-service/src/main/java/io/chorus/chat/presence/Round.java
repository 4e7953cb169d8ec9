package io.chorus.chat.presence;

import io.chorus.chat.bus.PresenceStore;
import io.chorus.chat.bus.PresenceStore.Entry;
import io.chorus.chat.bus.PresenceStore.News;
import io.chorus.chat.bus.PresenceStore.Share;
import io.chorus.model.room.RoomId;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Tells the store once of many rooms: many in a call, few calls under way at a time, and no more
 * rooms than were granted. So it takes a small share of the bus, however many there are. Whom it
 * tells of is looked up at that moment: who left meanwhile must not be put back. Belongs to one
 * event loop.
 */
final class Round {
  /** Bounds on one call: for so long one script holds Redis, some milliseconds. */
  private static final int ROOMS = 50;

  private static final int ENTRIES = 500;

  /** A room with more entries than a call takes has some more under way. */
  private static final int CALLS = 4;

  interface Listener {
    void told(List<Share> shares, Map<RoomId, Integer> sizes);

    void failed(List<Share> shares, Throwable cause);
  }

  private final PresenceStore store;
  private final Context loop;
  private final News news;
  private final Iterator<RoomId> rooms;
  private final Function<RoomId, List<Entry>> entries;
  private final Listener listener;
  private long granted;
  private int calls;

  /**
   * @param entries gives those of a room of whom there is something to tell
   */
  Round(
      PresenceStore store,
      Context loop,
      News news,
      Iterator<RoomId> rooms,
      Function<RoomId, List<Entry>> entries,
      Listener listener) {
    this.store = store;
    this.loop = loop;
    this.news = news;
    this.rooms = rooms;
    this.entries = entries;
    this.listener = listener;
  }

  /** Lets it tell of so many more rooms. */
  void grant(long more) {
    granted += more;
    goOn();
  }

  /** Whether all is told, or has failed. */
  boolean isOver() {
    return calls == 0 && !rooms.hasNext();
  }

  private void goOn() {
    while (calls < CALLS && granted > 0 && rooms.hasNext()) {
      gather();
    }
  }

  /** Takes the rooms of one call, and sends it. */
  private void gather() {
    List<Share> call = new ArrayList<>();
    int size = 0;
    for (int n = 0; n < ROOMS && granted > 0 && size < ENTRIES && rooms.hasNext(); n++) {
      RoomId room = rooms.next();
      granted--;
      List<Entry> all = entries.apply(room);
      for (int from = 0; from < all.size(); from += ENTRIES) {
        Share share = new Share(room, all.subList(from, Math.min(from + ENTRIES, all.size())));
        if (size > 0 && size + share.entries().size() > ENTRIES) {
          send(call);
          call = new ArrayList<>();
          size = 0;
        }
        call.add(share);
        size += share.entries().size();
      }
    }
    if (!call.isEmpty()) {
      send(call);
    }
  }

  private void send(List<Share> call) {
    calls++;
    store.tell(news, call).onComplete(r -> loop.runOnContext(ignored -> ended(call, r)));
  }

  private void ended(List<Share> call, AsyncResult<Map<RoomId, Integer>> result) {
    calls--;
    if (result.succeeded()) {
      listener.told(call, result.result());
    } else {
      listener.failed(call, result.cause());
    }
    goOn();
  }
}
