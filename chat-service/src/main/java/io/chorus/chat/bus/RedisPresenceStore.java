package io.chorus.chat.bus;

import io.chorus.bus.Bus;
import io.chorus.bus.Script;
import io.chorus.chat.ChatConfig;
import io.chorus.model.frame.Envelope;
import io.chorus.model.room.RoomId;
import io.chorus.model.room.RoomKeys;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jboss.logging.Logger;

/** {@link PresenceStore} by a script. Thread-safe. */
@Singleton
class RedisPresenceStore implements PresenceStore {
  static final Script PRESENCE = Script.resource(RedisPresenceStore.class, "presence.lua");

  private static final Logger LOG = Logger.getLogger(RedisPresenceStore.class);

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
    return one("join", new Share(room, List.of(entry)), listed).map(RedisPresenceStore::view);
  }

  @Override
  public Future<Boolean> leave(RoomId room, Entry entry) {
    return one("leave", new Share(room, List.of(entry)), 0)
        .map(view -> view.get(3).toInteger() == 1);
  }

  @Override
  public Future<View> members(RoomId room, int listed) {
    return one("list", new Share(room, List.of()), listed).map(RedisPresenceStore::view);
  }

  private Future<Response> one(String operation, Share share, int listed) {
    return run(operation, List.of(share), listed).map(views -> views.get(0));
  }

  @Override
  public Future<Map<RoomId, Integer>> tell(News news, List<Share> shares) {
    return run(news.name().toLowerCase(Locale.ROOT), shares, 0).map(views -> sizes(shares, views));
  }

  private static Map<RoomId, Integer> sizes(List<Share> shares, Response views) {
    Map<RoomId, Integer> sizes = new HashMap<>();
    for (int i = 0; i < shares.size(); i++) {
      RoomId room = shares.get(i).room();
      Response view = views.get(i);
      if (view.type() == ResponseType.ERROR) {
        LOG.errorf("who is in %s is not kept: %s", room, view);
      } else {
        sizes.put(room, view.get(1).toInteger());
      }
    }
    return sizes;
  }

  private Future<Response> run(String operation, List<Share> shares, int listed) {
    List<String> keys = new ArrayList<>(5 * shares.size());
    List<String> arguments = new ArrayList<>(5 + 6 * shares.size());
    arguments.addAll(List.of(operation, expiryMillis, quietAbove, Integer.toString(listed)));
    arguments.add(bus.epochKey());
    for (Share share : shares) {
      RoomId room = share.room();
      keys.addAll(
          List.of(
              RoomKeys.connections(room),
              RoomKeys.users(room),
              RoomKeys.clock(room),
              RoomKeys.epoch(room),
              RoomKeys.memory(room)));
      arguments.add(bus.address(RoomKeys.channel(room)));
      arguments.add(room.value());
      arguments.add(Integer.toString(share.entries().size()));
      for (Entry entry : share.entries()) {
        arguments.add(entry.connectionId());
        arguments.add(entry.userId());
        arguments.add(entry.username());
      }
    }
    return bus.run(PRESENCE, keys, arguments);
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
