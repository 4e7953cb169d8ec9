package io.chorus.chat.presence;

import io.chorus.chat.bus.PresenceStore;
import io.chorus.chat.bus.PresenceStore.Entry;
import io.chorus.chat.bus.PresenceStore.News;
import io.chorus.chat.bus.PresenceStore.Share;
import io.chorus.model.room.RoomId;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.ObjIntConsumer;
import org.jboss.logging.Logger;

/**
 * Goes round all rooms of this instance, so that no entry expires: evenly over the interval, as
 * many thousand rooms at once would keep messages waiting. After a loss of Redis it goes round at
 * once, as fast as Redis answers, and then tells of those who left meanwhile. State belongs to one
 * event loop.
 */
final class Rounds {
  private static final Logger LOG = Logger.getLogger(Rounds.class);
  private static final long TICK_MILLIS = 100;

  /** After this, every instance has told Redis its entries again, and those missing are gone. */
  private static final long RESTORED_MILLIS = 4000;

  private final PresenceStore store;
  private final Vertx vertx;
  private final Context loop;
  private final LocalEntries local;
  private final double ticks;
  private final ObjIntConsumer<RoomId> sizes;
  private final BiConsumer<RoomId, Entry> leaving;
  private final long timer;
  private Round refresh;
  private double due;
  private int ticksOfRound;

  /**
   * Losses of Redis after which it has not been told again: until then it may not know those who
   * left, and nobody would hear of it.
   */
  private int losses;

  /**
   * @param interval between two refreshes of a room
   * @param sizes hears how many members a room has
   * @param leaving tells that somebody has left, once more
   */
  Rounds(
      PresenceStore store,
      Vertx vertx,
      LocalEntries local,
      Duration interval,
      ObjIntConsumer<RoomId> sizes,
      BiConsumer<RoomId, Entry> leaving) {
    this.store = store;
    this.vertx = vertx;
    this.loop = ((VertxInternal) vertx).createEventLoopContext();
    this.local = local;
    this.ticks = Math.max(1, (double) interval.toMillis() / TICK_MILLIS);
    this.sizes = sizes;
    this.leaving = leaving;
    this.refresh = round(News.REFRESH);
    this.timer = vertx.setPeriodic(TICK_MILLIS, ignored -> loop.runOnContext(v -> tick()));
  }

  private void tick() {
    if (++ticksOfRound >= ticks && refresh.isOver()) {
      ticksOfRound = 0;
      due = 0;
      refresh = round(News.REFRESH);
      round(News.RENAMED).grant(Long.MAX_VALUE);
      tellDepartures();
    }
    // A little ahead, so that rooms that have come meanwhile do not make the round longer.
    due += 1.1 * local.size() / ticks;
    long now = (long) due;
    due -= now;
    refresh.grant(now);
  }

  /** Redis is lost; {@link #restore} follows. Call from any thread. */
  void lost() {
    loop.runOnContext(ignored -> losses++);
  }

  /** Redis is back. Call from any thread. */
  void restore() {
    loop.runOnContext(ignored -> round(News.RESTORE).grant(Long.MAX_VALUE));
    vertx.setTimer(RESTORED_MILLIS, ignored -> loop.runOnContext(v -> restored()));
  }

  private void restored() {
    losses--;
    tellDepartures();
  }

  private void tellDepartures() {
    if (losses == 0) {
      round(News.DEPARTED).grant(Long.MAX_VALUE);
    }
  }

  private Round round(News news) {
    Listener listener = new Listener(news);
    return switch (news) {
      case REFRESH, RESTORE -> new Round(store, loop, news, local.rooms(), local::in, listener);
      case RENAMED ->
          new Round(store, loop, news, local.roomsOfRenamed(), local::takeRenamed, listener);
      case DEPARTED ->
          new Round(store, loop, news, local.roomsOfDepartures(), local::takeDepartures, listener);
    };
  }

  private final class Listener implements Round.Listener {
    private final News news;
    private boolean complained;

    Listener(News news) {
      this.news = news;
    }

    @Override
    public void told(List<Share> told, Map<RoomId, Integer> heard) {
      heard.forEach(sizes::accept);
      if (news == News.REFRESH || news == News.RESTORE) {
        // Who left while the call was made may have been told to have left before it.
        told.forEach(
            share -> local.gone(share).forEach(entry -> leaving.accept(share.room(), entry)));
      }
    }

    @Override
    public void failed(List<Share> failed, Throwable cause) {
      switch (news) {
        case DEPARTED -> failed.forEach(local::departed);
        case RENAMED -> failed.forEach(local::renamed);
        case REFRESH, RESTORE -> complain(cause);
      }
    }

    private void complain(Throwable cause) {
      if (!complained) {
        complained = true;
        LOG.warnf("presence not told of some rooms, for now: %s", cause.getMessage());
      }
    }
  }

  void stop() {
    vertx.cancelTimer(timer);
  }
}
