package io.chorus.chat.session;

import io.chorus.chat.bus.PresenceStore.Entry;
import io.chorus.chat.fanout.Subscriber;
import io.chorus.model.identity.Identity;

/**
 * Who is at the other end of a session: as whom the newest token says, in which rooms, within which
 * limits. Belongs to the session's event loop.
 */
final class Client {
  private final String socketId;
  private final Allowance allowance;
  private final Membership membership;
  private Identity identity;

  /**
   * @param subscriber joins the rooms
   */
  Client(
      Identity identity, String socketId, Allowance allowance, Lobby lobby, Subscriber subscriber) {
    this.identity = identity;
    this.socketId = socketId;
    this.allowance = allowance;
    this.membership = new Membership(lobby, subscriber, this::entry);
  }

  private Entry entry() {
    return new Entry(socketId, identity.userId(), identity.username());
  }

  String socketId() {
    return socketId;
  }

  Identity identity() {
    return identity;
  }

  /** Goes on with a newer token of the same user. */
  void renew(Identity renewed) {
    boolean renamed = !renewed.username().equals(identity.username());
    identity = renewed;
    // A room that the new token does not allow is left at once: else the old one would go on
    // working.
    membership.leaveAll(room -> !renewed.rooms().allows(room));
    if (renamed) {
      membership.rename();
    }
  }

  Allowance allowance() {
    return allowance;
  }

  Membership membership() {
    return membership;
  }
}
