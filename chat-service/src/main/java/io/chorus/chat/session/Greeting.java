package io.chorus.chat.session;

import io.chorus.chat.ChatConfig;
import io.chorus.chat.fanout.Delivery;
import io.chorus.chat.fanout.Subscriber;
import io.chorus.chat.user.Users;
import io.chorus.model.frame.Envelope;
import io.chorus.model.frame.Protocol;
import io.chorus.model.identity.Identity;
import io.chorus.model.room.RoomId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/**
 * How a session begins: nothing reaches its client ahead of the greeting, and of what is meant for
 * its user nothing is missed behind it. A client that was cut off is greeted where it was, and gets
 * what it missed first. Belongs to the session's event loop.
 */
final class Greeting {
  private final Peer peer;
  private final Client client;
  private final Users users;
  private final HeldEvents held;
  private final ChatConfig config;

  /** Number of the last event before this client listened to what is for its user. */
  private long openedAt;

  Greeting(Peer peer, Client client, Users users, HeldEvents held, ChatConfig config) {
    this.peer = peer;
    this.client = client;
    this.users = users;
    this.held = held;
    this.config = config;
  }

  /** Holds what comes; completes, in whatever way, once it is time for {@link #give}. */
  Future<Void> prepare(Subscriber subscriber) {
    openedAt = client.membership().now();
    held.begin();
    return users.join(client.identity().userId(), subscriber);
  }

  /** Greets a client that is new. */
  void give() {
    peer.greet(data(), openedAt);
    held.end(peer::deliver);
  }

  /**
   * Holds what comes for a client that was cut off, and joins its rooms.
   *
   * @return completes once it is time for {@link #goOn}; fails where it has to begin anew
   */
  Future<Void> prepareToGoOn(Set<RoomId> rooms, Subscriber subscriber) {
    held.beginWithAll();
    return client
        .membership()
        .joinAll(rooms)
        .compose(joined -> users.join(client.identity().userId(), subscriber));
  }

  /**
   * Greets a client that was cut off, and gives it what it missed.
   *
   * @param absence where it was
   * @param after number of the last event that it has got
   * @param missed in order
   */
  void goOn(Absence absence, long after, List<Delivery.Past> missed) {
    openedAt = absence.openedAt();
    client.membership().goOnFrom(absence.places());
    peer.greet(data(), after);
    missed.forEach(this::deliverAgain);
    held.endAfter(missed.isEmpty() ? after : missed.getLast().number(), peer::deliver);
  }

  private void deliverAgain(Delivery.Past event) {
    if (!event.isKeptFrom(client.socketId(), Envelope.user(client.identity().userId()))) {
      Delivery again = Delivery.again(event);
      try {
        peer.deliver(again);
      } finally {
        again.release();
      }
    }
  }

  /** Where the client stands, for the case that it comes back. */
  Absence absence(Subscriber placeholder) {
    return new Absence(
        client.socketId(),
        client.identity().userId(),
        System.nanoTime(),
        openedAt,
        client.membership().places(),
        placeholder);
  }

  /** What a client is told of itself. */
  Payloads.Authenticated data() {
    Identity identity = client.identity();
    return new Payloads.Authenticated(
        Protocol.VERSION,
        identity.userId(),
        identity.username(),
        client.socketId(),
        identity.expiresAt(),
        config.session().pingInterval().toSeconds(),
        config.messages().maxContent());
  }
}
