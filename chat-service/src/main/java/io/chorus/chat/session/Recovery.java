package io.chorus.chat.session;

import io.chorus.bus.Bus;
import io.chorus.chat.ChatConfig;
import io.chorus.chat.fanout.Delivery;
import io.chorus.chat.fanout.Subscriber;
import io.chorus.chat.fanout.Topics;
import io.chorus.chat.room.Rooms;
import io.chorus.chat.user.Users;
import io.chorus.model.identity.Identity;
import io.chorus.model.notification.UserChannels;
import io.chorus.model.room.RoomId;
import io.chorus.model.room.RoomKeys;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets a client that was cut off go on where it was: the same name, the same rooms, and all that it
 * missed, in order and once. Only on the instance that it was on, only within a time, and only
 * where all that it missed is still known; else it begins anew. Thread-safe; never blocks.
 *
 * <p>After a loss of Redis all clients are told more than once to look into the history. Until all
 * of that is over, whoever comes back begins anew: it may have been away when it was its turn.
 *
 * <p>While a client is away its topics stay subscribed here, by a placeholder; others see it leave
 * at once, and come again when it does. Of the clients that are away only so many are waited for.
 */
@Singleton
public class Recovery {
  private static final int ID_BYTES = 15;

  /** After the last moment at which a client may be told to catch up. */
  private static final long SLACK_MILLIS = 2_000;

  private final Sessions sessions;
  private final Topics topics;
  private final Rooms rooms;
  private final Users users;
  private final ChatConfig.Recovery bounds;
  private final ChatConfig.Session limits;
  private final Counter recovered;
  private final Vertx vertx;
  private final long catchingUpMillis;
  private final AtomicInteger catchingUp = new AtomicInteger();
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Session> present = new ConcurrentHashMap<>();

  private final Absences absent;

  Recovery(
      Sessions sessions,
      Topics topics,
      Rooms rooms,
      Users users,
      Bus bus,
      Vertx vertx,
      ChatConfig config,
      MeterRegistry metrics) {
    this.sessions = sessions;
    this.topics = topics;
    this.rooms = rooms;
    this.users = users;
    this.bounds = config.recovery();
    this.limits = config.session();
    this.absent = new Absences(bounds.clients(), limits.connectionsPerUser());
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

  public boolean isOn() {
    return bounds.window().isPositive() && bounds.clients() > 0;
  }

  /** A secret under which a client may come back. */
  public String newId() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  /** A session's client may come back under this name, from now on. */
  public void enroll(String id, Session session) {
    topics.keep();
    present.put(id, session);
  }

  /** A session's client will not come back. On the session's event loop. */
  public void strike(String id) {
    present.remove(id);
  }

  /**
   * A session's client was cut off, and may come back; call before the session is closed, on its
   * event loop.
   */
  public void await(String id, Session session) {
    if (!present.remove(id, session)) {
      return;
    }
    Absence absence = session.absence(new Placeholder(session.context()));
    users.join(absence.userId(), absence.placeholder());
    absence.places().keySet().forEach(room -> rooms.join(room, absence.placeholder()));
    absent.add(id, absence).ifPresent(this::release);
    ((ContextInternal) session.context())
        .setTimer(bounds.window().toMillis(), ignored -> forget(id, absence));
  }

  private void forget(String id, Absence absence) {
    if (absent.remove(id, absence)) {
      release(absence);
    }
  }

  private void release(Absence absence) {
    Subscriber placeholder = absence.placeholder();
    placeholder
        .context()
        .runOnContext(
            ignored -> {
              users.leave(absence.userId(), placeholder);
              absence.places().keySet().forEach(room -> rooms.leave(room, placeholder));
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
    ContextInternal here = (ContextInternal) peer.context();
    Promise<Optional<Absence>> found = here.promise();
    Session still = present.get(id);
    if (still == null) {
      found.complete(absent.take(id));
    } else {
      // It may be that only the client knows yet that its connection is dead.
      still
          .context()
          .runOnContext(
              ignored -> {
                still.replaced();
                found.complete(absent.take(id));
              });
    }
    return found
        .future()
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
      release(absence);
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
              release(absence);
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

  /** Stands in for a client that is away. */
  private static final class Placeholder implements Subscriber {
    private final Context context;

    Placeholder(Context context) {
      this.context = context;
    }

    @Override
    public Context context() {
      return context;
    }

    @Override
    public void deliver(Delivery delivery) {}
  }
}
