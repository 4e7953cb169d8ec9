package io.chorus.chat.bus;

import io.chorus.bus.Bus;
import io.chorus.bus.Script;
import io.chorus.chat.ChatConfig;
import io.chorus.model.frame.Envelope;
import io.chorus.model.room.RoomId;
import io.chorus.model.room.RoomKeys;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** {@link PresenceStore} by a script. Thread-safe. */
@Singleton
class RedisPresenceStore implements PresenceStore {
  static final Script PRESENCE = Script.resource(RedisPresenceStore.class, "presence.lua");

  private final Bus bus;
  private final String expiryMillis;
  private final String quietAbove;

  RedisPresenceStore(Bus bus, ChatConfig config) {
    this.bus = bus;
    // Entries last for two thirds of the expiry and are looked through six times in it: whoever is
    // gone is told of within it, whenever the last refresh was.
    this.expiryMillis = Long.toString(config.presence().expiry().toMillis() * 2 / 3);
    this.quietAbove = Integer.toString(config.rooms().quietAbove());
  }

  @Override
  public Future<View> join(RoomId room, Entry entry, int listed) {
    return run("join", room, listed, List.of(entry));
  }

  @Override
  public Future<View> leave(RoomId room, Entry entry) {
    return run("leave", room, 0, List.of(entry));
  }

  @Override
  public Future<View> refresh(RoomId room, List<Entry> entries) {
    return run("refresh", room, 0, entries);
  }

  @Override
  public Future<View> restore(RoomId room, List<Entry> entries) {
    return run("restore", room, 0, entries);
  }

  @Override
  public Future<View> departed(RoomId room, List<Entry> entries) {
    return run("departed", room, 0, entries);
  }

  @Override
  public Future<View> members(RoomId room, int listed) {
    return run("list", room, listed, List.of());
  }

  private Future<View> run(String operation, RoomId room, int listed, List<Entry> entries) {
    List<String> arguments = new ArrayList<>(6 + 3 * entries.size());
    arguments.addAll(
        List.of(
            operation,
            RoomKeys.channel(room),
            room.value(),
            expiryMillis,
            quietAbove,
            Integer.toString(listed)));
    for (Entry entry : entries) {
      arguments.add(entry.connectionId());
      arguments.add(entry.userId());
      arguments.add(entry.username());
    }
    return bus.run(
            PRESENCE,
            List.of(
                RoomKeys.connections(room),
                RoomKeys.users(room),
                RoomKeys.clock(room),
                RoomKeys.restoring(room)),
            arguments)
        .map(RedisPresenceStore::view);
  }

  private static View view(Response response) {
    String cursor = response.get(0).toString();
    Response flat = response.get(2);
    List<Member> members = new ArrayList<>(flat.size() / 2);
    for (int i = 0; i < flat.size(); i += 2) {
      members.add(new Member(flat.get(i).toString(), flat.get(i + 1).toString()));
    }
    return new View(
        cursor.equals(Envelope.NONE) ? null : Long.valueOf(cursor),
        members,
        response.get(1).toInteger());
  }
}
