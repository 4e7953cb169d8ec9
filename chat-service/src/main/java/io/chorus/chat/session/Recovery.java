package io.chorus.chat.session;

import io.chorus.bus.Bus;
import io.chorus.chat.ChatConfig;
import io.chorus.chat.fanout.Delivery;
import io.chorus.chat.fanout.Topics;
import io.chorus.model.identity.Identity;
import io.chorus.model.notification.UserChannels;
import io.chorus.model.room.RoomId;
import io.chorus.model.room.RoomKeys;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets a client that was cut off go on where it was: the same name, the same rooms, and all that it
 * missed, in order and once. Only on the instance that it was on, only within a time, and only
 * where all that it missed is still known; else it begins anew. Thread-safe; never blocks.
 *
 * <p>After a loss of Redis all clients are told more than once to look into the history. Until all
 * of that is over, whoever comes back begins anew: it may have been away when it was its turn.
 */
@Singleton
public class Recovery {
  /** After the last moment at which a client may be told to catch up. */
  private static final long SLACK_MILLIS = 2_000;

  private final AwaitedClients awaited;
  private final Sessions sessions;
  private final Topics topics;
  private final ChatConfig.Session limits;
  private final Counter recovered;
  private final Vertx vertx;
  private final long catchingUpMillis;
  private final AtomicInteger catchingUp = new AtomicInteger();

  Recovery(
      AwaitedClients awaited,
      Sessions sessions,
      Topics topics,
      Bus bus,
      Vertx vertx,
      ChatConfig config,
      MeterRegistry metrics) {
    this.awaited = awaited;
    this.sessions = sessions;
    this.topics = topics;
    this.limits = config.session();
    this.recovered = metrics.counter("chorus.recovered");
    this.vertx = vertx;
    this.catchingUpMillis =
        config.outbox().deadline().plus(limits.resyncSpread()).toMillis() + SLACK_MILLIS;
    bus.onRestored(this::catchUp);
  }

  private void catchUp() {
    catchingUp.incrementAndGet();
    vertx.setTimer(
        catchingUpMillis,
        ignored -> {
          topics.interrupted();
          catchingUp.decrementAndGet();
        });
  }

  /**
   * Goes on with a session that was cut off, or is about to be; on the event loop of the client's
   * new connection.
   *
   * @param after number of the last event that the client has got, as far as it knows
   * @return empty where the client has to begin anew; completes on that event loop
   */
  public Future<Optional<Recovered>> recover(
      String id, long after, Peer peer, Identity identity, Place place) {
    return awaited
        .take(id, peer.context())
        .compose(
            absence ->
                absence.isEmpty()
                    ? Future.succeededFuture(Optional.empty())
                    : recover(absence.get(), after, peer, identity, place));
  }

  private Future<Optional<Recovered>> recover(
      Absence absence, long after, Peer peer, Identity identity, Place place) {
    boolean goesOn =
        catchingUp.get() == 0
            && absence.userId().equals(identity.userId())
            && absence.places().keySet().stream().allMatch(identity.rooms()::allows);
    if (!goesOn) {
      awaited.release(absence);
      return Future.succeededFuture(Optional.empty());
    }
    Session session = sessions.begin(peer, identity, absence.socketId(), place);
    long got = lastGot(absence, after);
    return session
        .reopen(absence.places().keySet())
        .map(ignored -> missed(absence, got))
        .otherwiseEmpty()
        .map(
            missed -> {
              awaited.release(absence);
              if (missed == null) {
                sessions.close(session);
                return Optional.empty();
              }
              recovered.increment();
              return Optional.of(
                  new Recovered(
                      session, absence.socketId(), () -> session.goOn(absence, got, missed)));
            });
  }

  /**
   * Number of the last event that a client has got. What it names may have been told by another
   * process: its connection was lost between the answer to its CONNECT and the greeting, so that it
   * has got nothing here.
   */
  private long lastGot(Absence absence, long named) {
    return topics.hasBeenAt(named) ? Math.max(named, absence.openedAt()) : absence.openedAt();
  }

  /** Null where not all of it is known, or it is more than may wait for a client. */
  private List<Delivery.Past> missed(Absence absence, long after) {
    Map<String, Long> places = new HashMap<>();
    absence
        .places()
        .forEach(
            (RoomId room, Long joined) ->
                places.put(RoomKeys.channel(room), Math.max(after, joined)));
    places.put(UserChannels.of(absence.userId()), after);
    places.put(UserChannels.BROADCAST, after);
    List<Delivery.Past> missed = topics.missed(places);
    if (missed == null || missed.size() > limits.outboundFrames() / 2) {
      return null;
    }
    long bytes = missed.stream().mapToLong(event -> event.frame().length).sum();
    return bytes > limits.outboundBytes() / 2 ? null : missed;
  }

  /**
   * A session that goes on.
   *
   * @param start greets the client, and gives it what it missed
   */
  public record Recovered(Session session, String socketId, Runnable start) {}
}
