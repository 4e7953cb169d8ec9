package io.chorus.checker.client;

import io.chorus.checker.trace.Trace;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * One user with one connection at a time, which writes and reads in some rooms and follows the
 * protocol's rules. Belongs to the workload's event loop.
 */
final class Participant implements Connection.Owner {
  private static final int FIRST_RECONNECT_MILLIS = 100;
  private static final int RECONNECT_SPREAD_MILLIS = 400;
  private static final long TRY_AGAIN_MILLIS = 500;

  /** A room as this client has it. */
  private record Joined(RoomView view, Repair repair, Set<String> members) {}

  private final String userId;
  private final Vertx vertx;
  private final WebSocketClient sockets;
  private final List<String> instances;
  private final Dialect dialect;
  private final Rules rules;
  private final RandomGenerator random;
  private final Trace trace;
  private final Outbox outbox;
  private final Map<String, Joined> rooms = new LinkedHashMap<>();
  private final List<String> roomIds;
  private final Map<String, Long> liveCursors = new HashMap<>();
  private final List<String> disorder = new ArrayList<>();
  private final List<String> losses = new ArrayList<>();
  private final Silence silence = new Silence();
  private final Timings timings;
  private Connection connection;
  private String instance;
  private boolean joined;
  private boolean stopped;
  private long delivered;

  Participant(
      String userId,
      Vertx vertx,
      WebSocketClient sockets,
      List<String> instances,
      Dialect dialect,
      WorkloadOptions options,
      List<String> roomIds,
      HistoryReader history,
      RandomGenerator random,
      Timings timings,
      Trace trace) {
    this.userId = userId;
    this.vertx = vertx;
    this.sockets = sockets;
    this.instances = instances;
    this.dialect = dialect;
    this.rules = options.rules();
    this.roomIds = roomIds;
    this.random = random;
    this.timings = timings;
    this.trace = trace;
    this.outbox = new Outbox(userId, options.unanswered());
    for (String roomId : roomIds) {
      RoomView view = new RoomView();
      rooms.put(
          roomId,
          new Joined(view, new Repair(vertx, roomId, view, history, trace), new HashSet<>()));
    }
  }

  void connect() {
    if (stopped) {
      return;
    }
    // Not to the one that was lost, as a balancer would see to it, where there is another; but
    // half of those who can go on there try.
    List<String> others = instances.stream().filter(each -> !each.equals(instance)).toList();
    List<String> choice = others.isEmpty() ? instances : others;
    if (instance == null || !(dialect instanceof SocketIoDialect) || random.nextBoolean()) {
      instance = choice.get(random.nextInt(choice.size()));
    }
    trace.add("connects to " + instance);
    connection = Connection.open(vertx, sockets, instance, dialect, this);
  }

  void stop() {
    stopped = true;
    connection.drop("done");
  }

  /** Has one more thing to say, unless too much is unanswered. */
  void write() {
    if (!outbox.isFull()) {
      outbox.add(roomIds.get(random.nextInt(roomIds.size())));
    }
  }

  /** Sends the oldest of what waits. */
  void sendNext() {
    Integer number = joined ? outbox.poll() : null;
    if (number == null) {
      return;
    }
    String id = outbox.id(number);
    trace.add("sends " + id);
    timings.sent(new MessageKey(userId, id));
    connection
        .ask(
            "send_message",
            new JsonObject().put("roomId", outbox.room(number)).put("id", id).put("content", id))
        .onSuccess(reply -> answered(number, id, reply))
        .onFailure(e -> outbox.notStored(number));
  }

  private void answered(int number, String id, JsonObject reply) {
    if (reply.getBoolean("ok")) {
      trace.add("stored " + id + " at " + reply.getLong("cursor"));
      timings.stored(new MessageKey(userId, id));
      outbox.stored(number, reply.getLong("cursor"));
    } else {
      trace.add("refused " + id + ": " + reply.getJsonObject("error").getString("code"));
      vertx.setTimer(TRY_AGAIN_MILLIS, ignored -> outbox.notStored(number));
    }
  }

  @Override
  public void opened(boolean recovered) {
    if (recovered) {
      // One session still: what comes goes on where it was, and the rooms are joined.
      trace.add("recovered");
      joined = true;
      return;
    }
    liveCursors.clear();
    List<Future<Void>> joins = roomIds.stream().map(this::join).toList();
    Connection mine = connection;
    Future.all(joins)
        .onSuccess(ignored -> joined = connection == mine)
        .onFailure(e -> mine.drop("not joined: " + e.getMessage()));
  }

  private Future<Void> join(String roomId) {
    return connection
        .ask("join_room", new JsonObject().put("roomId", roomId))
        .compose(
            reply -> {
              if (!reply.getBoolean("ok")) {
                return Future.failedFuture(reply.encode());
              }
              Long newest = reply.getLong("cursor");
              trace.add("joined " + roomId + " at " + newest);
              Joined room = rooms.get(roomId);
              room.members().clear();
              JsonArray members = reply.getJsonArray("members");
              for (int i = 0; i < members.size(); i++) {
                room.members().add(members.getJsonObject(i).getString("userId"));
              }
              long last = room.view().last();
              if (newest != null) {
                room.view().expect(newest);
              }
              room.repair().read(last);
              return Future.succeededFuture();
            });
  }

  @Override
  public void received(String event, JsonObject data) {
    switch (event) {
      case "message" -> live(data.getString("roomId"), Message.of(data));
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
        vertx.setTimer(
            Math.max(1, data.getInteger("reconnectAfterMs")), ignored -> leaving.drop("drained"));
      }
      default -> {}
    }
  }

  private void live(String roomId, Message message) {
    delivered++;
    silence.delivered();
    timings.live(message.key(), userId);
    trace.add(
        "live "
            + roomId
            + " "
            + message.id()
            + " at "
            + message.cursor()
            + " prev "
            + message.prev());
    Long before = liveCursors.put(roomId, message.cursor());
    if (before != null && before >= message.cursor()) {
      disorder.add("%s: %d after %d".formatted(roomId, message.cursor(), before));
    }
    Joined room = rooms.get(roomId);
    room.view()
        .live(message)
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
    if (!stopped) {
      losses.add(userId + " at " + instance + ": " + why);
    }
    joined = false;
    outbox.disconnected();
    if (!stopped) {
      vertx.setTimer(
          FIRST_RECONNECT_MILLIS + random.nextInt(RECONNECT_SPREAD_MILLIS), ignored -> connect());
    }
  }

  Silence silence() {
    return silence;
  }

  Trace trace() {
    return trace;
  }

  long delivered() {
    return delivered;
  }

  /** Why its connections came to an end before it left. */
  List<String> losses() {
    return losses;
  }

  /** Whether it is in its rooms and has what was said there before. */
  boolean isJoined() {
    return joined && !isReading();
  }

  /** Whether everything is answered, and nothing is being read. */
  boolean isQuiet() {
    return outbox.unanswered().isEmpty() && !isReading();
  }

  private boolean isReading() {
    return !rooms.values().stream().allMatch(room -> room.repair().isIdle());
  }

  Testimony testimony() {
    Map<String, Map<MessageKey, Long>> views = new HashMap<>();
    Map<String, Set<String>> members = new HashMap<>();
    rooms.forEach(
        (roomId, room) -> {
          views.put(roomId, room.view().shown());
          if (!stopped) {
            members.put(roomId, Set.copyOf(room.members()));
          }
        });
    return new Testimony(
        userId,
        outbox.acknowledged(),
        outbox.unanswered().size(),
        views,
        members,
        List.copyOf(disorder));
  }
}
