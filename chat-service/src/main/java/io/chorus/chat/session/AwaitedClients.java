package io.chorus.chat.session;

import io.chorus.chat.ChatConfig;
import io.chorus.chat.fanout.Delivery;
import io.chorus.chat.fanout.Subscriber;
import io.chorus.chat.fanout.Topics;
import io.chorus.chat.room.Rooms;
import io.chorus.chat.user.Users;
import io.quarkus.scheduler.Scheduled;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.impl.ContextInternal;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The clients that may come back, each under a name that it was told, and those of them that were
 * cut off. While a client is away its topics stay subscribed here, by a placeholder; others see it
 * leave at once, and come again when it does. Of the clients that are away only so many are waited
 * for, and only for a time. Thread-safe; never blocks.
 */
@Singleton
public class AwaitedClients {
  private static final int ID_BYTES = 15;

  private final Topics topics;
  private final Rooms rooms;
  private final Users users;
  private final ChatConfig.Recovery bounds;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Session> present = new ConcurrentHashMap<>();
  private final Absences absent;

  AwaitedClients(Topics topics, Rooms rooms, Users users, ChatConfig config) {
    this.topics = topics;
    this.rooms = rooms;
    this.users = users;
    this.bounds = config.recovery();
    this.absent = new Absences(bounds.clients(), config.session().connectionsPerUser());
  }

  /** Whether anybody is waited for. */
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
  }

  /** Those who have been away for too long are waited for no more. */
  @Scheduled(every = "1s")
  void forget() {
    absent.takeBefore(System.nanoTime() - bounds.window().toNanos()).forEach(this::release);
  }

  /**
   * Waits no longer for a client, as it is back: its new connection may be there before the loss of
   * the old one shows.
   *
   * @return where it was, for the caller to {@link #release}; empty where nobody is waited for
   *     under that name; completes on {@code here}
   */
  Future<Optional<Absence>> take(String id, Context here) {
    Promise<Optional<Absence>> found = ((ContextInternal) here).promise();
    Session still = present.get(id);
    if (still == null) {
      found.complete(absent.take(id));
    } else {
      still
          .context()
          .runOnContext(
              ignored -> {
                still.replaced();
                found.complete(absent.take(id));
              });
    }
    return found.future();
  }

  /** Unsubscribes what was kept for a client, on the event loop of the connection that it had. */
  void release(Absence absence) {
    Subscriber placeholder = absence.placeholder();
    placeholder
        .context()
        .runOnContext(
            ignored -> {
              users.leave(absence.userId(), placeholder);
              absence.places().keySet().forEach(room -> rooms.leave(room, placeholder));
            });
  }

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

    @Override
    public void missed() {}
  }
}
