package io.chorus.chat.presence;

import io.chorus.chat.bus.PresenceStore;
import io.chorus.chat.bus.PresenceStore.Entry;
import io.chorus.chat.bus.PresenceStore.News;
import io.chorus.chat.bus.PresenceStore.Share;
import io.chorus.model.room.RoomId;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Tells the store once of many rooms: many in a call, few calls under way at a time, and no more of
 * them than was granted. So it takes a small share of the bus, however many rooms there are.
 * Belongs to one event loop.
 */
final class Round {
  /** Bounds on one call: for so long one script holds Redis, some milliseconds. */
  private static final int ROOMS = 50;

  private static final int ENTRIES = 500;

  private static final int CALLS = 4;

  interface Listener {
    void told(Map<RoomId, Integer> sizes);

    void failed(List<Share> shares, Throwable cause);
  }

  private final PresenceStore store;
  private final Context loop;
  private final News news;
  private final Iterator<Share> shares;
  private final Listener listener;
  private Share next;
  private long granted;
  private int calls;

  Round(PresenceStore store, Context loop, News news, Iterator<Share> shares, Listener listener) {
    this.store = store;
    this.loop = loop;
    this.news = news;
    this.shares = shares;
    this.listener = listener;
  }

  /** The entries of one room, in shares that fit a call. */
  static List<Share> shares(RoomId room, Collection<Entry> entries) {
    List<Entry> all = List.copyOf(entries);
    List<Share> shares = new ArrayList<>(1);
    for (int from = 0; from < all.size(); from += ENTRIES) {
      shares.add(new Share(room, all.subList(from, Math.min(from + ENTRIES, all.size()))));
    }
    return shares;
  }

  /** Lets it tell of so many more shares. */
  void grant(long more) {
    granted += more;
    goOn();
  }

  /** Whether all is told, or has failed. */
  boolean isOver() {
    return calls == 0 && next == null && !shares.hasNext();
  }

  private void goOn() {
    while (calls < CALLS) {
      List<Share> call = nextCall();
      if (call.isEmpty()) {
        return;
      }
      calls++;
      store.tell(news, call).onComplete(r -> loop.runOnContext(ignored -> ended(call, r)));
    }
  }

  private List<Share> nextCall() {
    List<Share> call = new ArrayList<>();
    int entries = 0;
    while (granted > 0 && call.size() < ROOMS && (next != null || shares.hasNext())) {
      if (next == null) {
        next = shares.next();
      }
      entries += next.entries().size();
      if (entries > ENTRIES && !call.isEmpty()) {
        break;
      }
      call.add(next);
      next = null;
      granted--;
    }
    return call;
  }

  private void ended(List<Share> call, AsyncResult<Map<RoomId, Integer>> result) {
    calls--;
    if (result.succeeded()) {
      listener.told(result.result());
    } else {
      listener.failed(call, result.cause());
    }
    goOn();
  }
}
