package io.chorus.chat.session;

import io.chorus.chat.ChatConfig;
import io.chorus.chat.bus.PresenceStore.Entry;
import io.chorus.chat.bus.PresenceStore.View;
import io.chorus.chat.fanout.Subscriber;
import io.chorus.chat.fanout.Topics;
import io.chorus.chat.presence.Presence;
import io.chorus.chat.room.Rooms;
import io.chorus.model.room.RoomId;
import io.vertx.core.Future;
import jakarta.inject.Singleton;

/**
 * The way into a room and out of it: its events, and being seen by those in it. Called on the
 * subscriber's event loop; never blocks.
 */
@Singleton
final class Lobby {
  private static final int LISTED_MEMBERS = 200;

  private final Topics topics;
  private final Rooms rooms;
  private final Presence presence;
  private final int roomsPerConnection;
  private final int quietAbove;
  private final int seenUpTo;

  Lobby(Topics topics, Rooms rooms, Presence presence, ChatConfig config) {
    this.topics = topics;
    this.rooms = rooms;
    this.presence = presence;
    this.roomsPerConnection = config.rooms().perConnection();
    this.quietAbove = config.rooms().quietAbove();
    this.seenUpTo = config.rooms().seenUpTo();
  }

  int roomsPerConnection() {
    return roomsPerConnection;
  }

  /** Number of the last event: those to come have greater ones. */
  long now() {
    return topics.last();
  }

  /** Completes once no event of the room that is published later is missed. */
  Future<Void> subscribe(RoomId room, Subscriber subscriber) {
    return rooms.join(room, subscriber);
  }

  /** Lets a member be seen; gives who else is there. */
  Future<View> enter(RoomId room, Entry entry) {
    return presence.join(room, entry, LISTED_MEMBERS);
  }

  void leave(RoomId room, Subscriber subscriber, Entry entry) {
    rooms.leave(room, subscriber);
    presence.leave(room, entry);
  }

  /** Lets a member be seen under another name. */
  void rename(RoomId room, Entry entry) {
    presence.rename(room, entry);
  }

  /** Lets a member be seen no more who was let in after leaving. */
  void withdraw(RoomId room, Entry entry) {
    presence.leave(room, entry);
  }

  /** Users in a room that somebody here is in, as last heard. */
  int size(RoomId room) {
    return presence.size(room);
  }

  /** How many are told of somebody's coming or, where nobody is, whom that one is told of. */
  int toldAtJoin(RoomId room) {
    return isQuiet(room) ? LISTED_MEMBERS : size(room);
  }

  /** Whether it is told in a room how far each has read. */
  boolean isSmall(RoomId room) {
    return size(room) <= seenUpTo;
  }

  /** Whether nobody's coming, going and typing is told in a room. */
  boolean isQuiet(RoomId room) {
    return size(room) > quietAbove;
  }
}
