package io.chorus.checker.client;

import io.chorus.checker.trace.Outcome;
import io.chorus.checker.trace.Trace;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * One user with one connection at a time, which writes and reads in some rooms and follows the
 * protocol's rules. Belongs to the workload's event loop.
 */
final class Participant implements Connection.Owner {
  private static final int FIRST_RECONNECT_MILLIS = 100;
  private static final int RECONNECT_SPREAD_MILLIS = 400;

  /** Nothing is added to a room at a place that is older than the newest by this. */
  private static final long HORIZON_MICROS = 15_000_000;

  /** A room as this client has it. */
  private record Joined(RoomView view, Repair repair, Set<String> members) {}

  private final String userId;
  private final Scene scene;
  private final Wire.Opener wires;
  private final Dialect dialect;
  private final Rules rules;
  private final RandomGenerator random;
  private final Trace trace;
  private final Writing writing;
  private final Map<String, Joined> rooms = new LinkedHashMap<>();
  private final List<String> roomIds;

  /** Of the session, which may outlive its connection. */
  private final Set<String> joinedRooms = new HashSet<>();

  private final Map<String, Long> liveCursors = new HashMap<>();
  private final Map<String, Long> newestAtJoin = new HashMap<>();
  private final List<String> disorder = new ArrayList<>();
  private final List<String> losses = new ArrayList<>();
  private final Silence silence = new Silence();
  private Connection connection;
  private String instance;
  private boolean joined;
  private boolean stopped;
  private boolean asleep;

  /** Whether live delivery to it is to be expected. */
  private boolean attentive = true;

  private long delivered;

  Participant(
      String userId,
      Scene scene,
      Wire.Opener wires,
      Dialect dialect,
      List<String> roomIds,
      HistoryReader history,
      RandomGenerator random,
      Trace trace) {
    this.userId = userId;
    this.scene = scene;
    this.wires = wires;
    this.dialect = dialect;
    this.rules = scene.options().rules();
    this.roomIds = roomIds;
    this.random = random;
    this.trace = trace;
    this.writing = new Writing(userId, roomIds, scene, random, trace);
    for (String roomId : roomIds) {
      RoomView view = new RoomView();
      rooms.put(
          roomId,
          new Joined(
              view, new Repair(scene.vertx(), roomId, view, history, trace), new HashSet<>()));
    }
  }

  String userId() {
    return userId;
  }

  void connect() {
    if (stopped || asleep) {
      return;
    }
    // Not to the one that was lost, as a balancer would see to it, where there is another; but
    // half of those who can go on there try.
    List<String> instances = scene.entrances().chat();
    List<String> others = instances.stream().filter(each -> !each.equals(instance)).toList();
    List<String> choice = others.isEmpty() ? instances : others;
    if (instance == null || !dialect.recovers() || random.nextBoolean()) {
      instance = choice.get(random.nextInt(choice.size()));
    }
    trace.add("connects to " + instance);
    connection = Connection.open(scene.vertx(), wires, instance, dialect, this);
  }

  void stop() {
    stopped = true;
    connection.drop("done");
  }

  /** Is away, and misses what happens meanwhile. */
  void fallAsleep() {
    asleep = true;
    attentive = false;
    connection.drop("asleep");
  }

  void wake() {
    if (asleep) {
      asleep = false;
      trace.add("wakes");
      connect();
    }
  }

  /** Has one more thing to say, unless too much is unanswered. */
  void write() {
    writing.write();
    if (joined) {
      writing.provoke(connection);
      writing.read(connection, roomId -> rooms.get(roomId).view().last());
    }
  }

  /** Sends the next of what waits. */
  void sendNext() {
    if (joined) {
      writing.sendNext(connection);
    }
  }

  @Override
  public void opened(boolean recovered) {
    if (recovered) {
      // One session still: what comes goes on where it was, and rooms whose joining was answered
      // are joined.
      trace.add("recovered");
    } else {
      liveCursors.clear();
      joinedRooms.clear();
    }
    List<Future<Void>> joins =
        roomIds.stream().filter(room -> !joinedRooms.contains(room)).map(this::join).toList();
    Connection mine = connection;
    Future.all(joins)
        .onSuccess(ignored -> joined(mine))
        .onFailure(e -> mine.drop("not joined: " + e.getMessage()));
  }

  private void joined(Connection by) {
    joined = connection == by;
    if (joined && !attentive) {
      attentive = true;
      silence.from(System.nanoTime());
    }
  }

  private Future<Void> join(String roomId) {
    long begun = System.nanoTime();
    return connection
        .ask("join_room", new JsonObject().put("roomId", roomId))
        .compose(
            reply -> {
              if (!reply.getBoolean("ok")) {
                return Future.failedFuture(reply.encode());
              }
              Long newest = reply.getLong("cursor");
              trace.add("joined " + roomId + " at " + newest);
              joinedRooms.add(roomId);
              scene
                  .journal()
                  .add(
                      userId,
                      "join",
                      begun,
                      Outcome.OK,
                      new JsonObject().put("room", roomId).put("cursor", newest));
              Joined room = rooms.get(roomId);
              room.members().clear();
              JsonArray members = reply.getJsonArray("members");
              for (int i = 0; i < members.size(); i++) {
                room.members().add(members.getJsonObject(i).getString("userId"));
              }
              long last = room.view().last();
              if (newest != null) {
                room.view().expect(newest, System.nanoTime());
                newestAtJoin.merge(roomId, newest, Math::max);
              }
              room.repair().read(Math.max(0, last - HORIZON_MICROS));
              return Future.succeededFuture();
            });
  }

  @Override
  public void received(String event, JsonObject data) {
    switch (event) {
      case String entry when Entry.Kind.isOne(entry) ->
          live(data.getString("roomId"), Entry.of(entry, data));
      case "resync" -> resync(data);
      case "user_joined" -> {
        trace.add("joined " + data.encode());
        rooms.get(data.getString("roomId")).members().add(data.getString("userId"));
      }
      case "user_left" -> {
        trace.add("left " + data.encode());
        rooms.get(data.getString("roomId")).members().remove(data.getString("userId"));
      }
      case "server_draining" -> {
        Connection leaving = connection;
        scene
            .vertx()
            .setTimer(
                Math.max(1, data.getInteger("reconnectAfterMs")),
                ignored -> leaving.drop("drained"));
      }
      default -> {}
    }
  }

  private void live(String roomId, Entry entry) {
    delivered++;
    silence.delivered();
    scene.timings().live(entry.key(), userId);
    if (entry.isMessage()) {
      scene.known().live(roomId, entry.cursor());
      writing.heard(roomId, entry.key());
    }
    scene
        .journal()
        .saw(
            userId,
            "live",
            new JsonObject()
                .put("room", roomId)
                .put("kind", entry.kind().name().toLowerCase())
                .put("from", entry.key().userId())
                .put("id", entry.key().id())
                .put("cursor", entry.cursor())
                .put("prev", entry.prev()));
    trace.add(
        "live "
            + roomId
            + " "
            + entry.key().id()
            + " at "
            + entry.cursor()
            + " prev "
            + entry.prev());
    Long before = liveCursors.put(roomId, entry.cursor());
    if (before != null && before >= entry.cursor()) {
      disorder.add("live %s: %d after %d".formatted(roomId, entry.cursor(), before));
    }
    Joined room = rooms.get(roomId);
    room.view()
        .live(entry, System.nanoTime())
        .ifPresent(
            after -> {
              if (rules.followsPrev()) {
                room.repair().read(after);
              }
            });
  }

  private void resync(JsonObject data) {
    trace.add("resync " + data.encode());
    if (!rules.followsResync()) {
      return;
    }
    String roomId = data.getString("roomId");
    Long after = data.getLong("after");
    for (String each : roomId == null ? roomIds : List.of(roomId)) {
      Joined room = rooms.get(each);
      room.repair().read(after == null ? room.view().last() : after);
      if (roomId == null) {
        // Who came and went meanwhile is told by the reply alone.
        join(each);
      }
    }
  }

  @Override
  public void down(String why) {
    trace.add("down, " + why);
    if (!stopped && !asleep) {
      losses.add(userId + " at " + instance + ": " + why);
    }
    joined = false;
    writing.disconnected();
    if (!stopped && !asleep) {
      scene
          .vertx()
          .setTimer(
              FIRST_RECONNECT_MILLIS + random.nextInt(RECONNECT_SPREAD_MILLIS),
              ignored -> connect());
    }
  }

  Silence silence() {
    return silence;
  }

  /** Whether it is there, so that live delivery to it is to be expected. */
  boolean isAttentive() {
    return attentive;
  }

  Trace trace() {
    return trace;
  }

  long delivered() {
    return delivered;
  }

  long acknowledged() {
    return writing.acknowledged().size();
  }

  /** Why its connections came to an end before it left. */
  List<String> losses() {
    return losses;
  }

  /** Whether it is in its rooms and has what was said there before. */
  boolean isJoined() {
    return joined && !isReading();
  }

  /** What it waits for; empty where everything is answered, and nothing is being read. */
  Optional<String> unfinished() {
    if (!asleep && writing.unanswered() == 0 && !isReading()) {
      return Optional.empty();
    }
    List<String> read =
        rooms.entrySet().stream()
            .filter(room -> !room.getValue().repair().isIdle())
            .map(room -> room.getKey() + " from " + room.getValue().view().open())
            .toList();
    return Optional.of(
        "%s at %s: %d unanswered, reads %s"
            .formatted(userId, joined ? instance : null, writing.unanswered(), read));
  }

  private boolean isReading() {
    return !rooms.values().stream().allMatch(room -> room.repair().isIdle());
  }

  /**
   * @param logs per room the entries that its log has
   */
  Testimony testimony(Map<String, Set<EntryKey>> logs) {
    Map<String, Shown> shown = new HashMap<>();
    Map<String, Set<String>> members = new HashMap<>();
    rooms.forEach(
        (roomId, room) -> {
          shown.put(roomId, room.view().shown(logs.get(roomId), rules));
          if (!stopped) {
            members.put(roomId, Set.copyOf(room.members()));
          }
        });
    return new Testimony(
        userId,
        writing.acknowledged(),
        writing.unanswered(),
        shown,
        members,
        Stream.concat(disorder.stream(), writing.disorder().stream()).toList(),
        writing.refused(),
        writing.contradictions(),
        Map.copyOf(newestAtJoin),
        writing.read());
  }
}
