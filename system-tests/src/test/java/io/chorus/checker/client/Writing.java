package io.chorus.checker.client;

import io.chorus.checker.trace.Outcome;
import io.chorus.checker.trace.Trace;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;

/**
 * What one client writes and does: each until it is stored, and now and then messages that must be
 * refused, or too many at once; and how far it reads. Belongs to the workload's event loop.
 */
final class Writing {
  private static final long TRY_AGAIN_MILLIS = 500;
  private static final int OFFENCE_EVERY = 30;
  private static final int BURST_EVERY = 1_000;

  /** More than a connection may send at once. */
  private static final int BURST = 60;

  private static final int READ_BACK_EVERY = 5;
  private static final int READ_EVERY = 20;

  /** What says that a change can never be made any more. */
  private static final String NOT_FOUND = "not_found";

  private final String userId;
  private final List<String> roomIds;
  private final Scene scene;
  private final RandomGenerator random;
  private final Trace trace;
  private final Wishes wishes;
  private final Outbox outbox;
  private final Map<String, Long> read = new HashMap<>();
  private final Set<EntryKey> refused = new HashSet<>();
  private final List<String> contradictions = new ArrayList<>();
  private int lastOffence;

  Writing(String userId, List<String> roomIds, Scene scene, RandomGenerator random, Trace trace) {
    this.userId = userId;
    this.roomIds = roomIds;
    this.scene = scene;
    this.random = random;
    this.trace = trace;
    this.wishes = new Wishes(roomIds, scene.options().changes(), random);
    this.outbox = new Outbox(userId, scene.options().unanswered());
  }

  /** Has one more thing to do, unless too much is unanswered. */
  void write() {
    if (!outbox.isFull()) {
      outbox.add(wishes.next());
    }
  }

  /** Somebody's message is there. */
  void heard(String roomId, EntryKey message) {
    wishes.heard(roomId, message);
  }

  /** Now and then says how far it has read. */
  void read(Connection connection, ToLongFunction<String> newest) {
    if (!scene.options().changes() || random.nextInt(READ_EVERY) != 0) {
      return;
    }
    String roomId = anyRoom();
    JsonObject mark =
        new JsonObject().put("roomId", roomId).put("cursor", newest.applyAsLong(roomId));
    ask(connection, "read_room", mark)
        .onSuccess(
            reply -> {
              if (reply.getBoolean("ok")) {
                read.merge(roomId, mark.getLong("cursor"), Math::max);
              }
            });
  }

  /** Sends the next of what waits. */
  void sendNext(Connection connection) {
    Integer number = outbox.poll();
    if (number != null) {
      send(number, connection);
    }
  }

  private void send(int number, Connection connection) {
    String id = outbox.id(number);
    Wish wish = outbox.wish(number);
    trace.add("sends " + id);
    scene.timings().sent(new EntryKey(userId, id));
    ask(connection, wish.event(), wish.under(id))
        .onSuccess(reply -> answered(number, id, wish, reply))
        .onFailure(e -> outbox.notStored(number));
  }

  private void answered(int number, String id, Wish wish, JsonObject reply) {
    if (reply.getBoolean("ok")) {
      long cursor = accepted(id, reply);
      EntryKey key = new EntryKey(userId, id);
      scene.timings().stored(key);
      outbox.stored(number, cursor);
      boolean readBack = random.nextInt(READ_BACK_EVERY) == 0;
      if (wish.isMessage()) {
        scene.known().stored(wish.roomId(), cursor);
        wishes.stored(wish.roomId(), key);
        if (readBack) {
          scene.auditor().readBack(wish.roomId(), cursor);
        }
      } else if (readBack) {
        scene.auditor().readBackChange(wish.roomId(), cursor);
      }
    } else if (!wish.isMessage() && code(reply).equals(NOT_FOUND)) {
      // Its message was deleted meanwhile.
      trace.add("given up " + id);
      outbox.givenUp(number);
    } else {
      trace.add("refused " + id + ": " + code(reply));
      scene.vertx().setTimer(TRY_AGAIN_MILLIS, ignored -> outbox.notStored(number));
    }
  }

  /** Now and then sends what must be refused. */
  void provoke(Connection connection) {
    if (!scene.options().provokes()) {
      return;
    }
    if (random.nextInt(OFFENCE_EVERY) == 0) {
      Offence offence = Offence.values()[random.nextInt(Offence.values().length)];
      String id = nextOffence();
      JsonObject message = message(anyRoom(), id);
      offence.commit(message);
      offend(connection, id, message)
          .onSuccess(
              cursor -> contradictions.add("%s is %s and was accepted".formatted(id, offence)));
    }
    if (random.nextInt(BURST_EVERY) == 0) {
      for (int i = 0; i < BURST; i++) {
        String id = nextOffence();
        String roomId = anyRoom();
        offend(connection, id, message(roomId, id))
            .onSuccess(cursor -> outbox.storedBeside(id, roomId, cursor));
      }
    }
  }

  private String nextOffence() {
    return userId + "-x" + ++lastOffence;
  }

  /** Succeeds with the cursor of what was accepted after all. What was refused is not repeated. */
  private Future<Long> offend(Connection connection, String id, JsonObject message) {
    return ask(connection, Wish.SEND, message)
        .compose(
            reply -> {
              if (reply.getBoolean("ok")) {
                return Future.succeededFuture(accepted(id, reply));
              }
              if (Offence.isFinal(code(reply))) {
                refused.add(new EntryKey(userId, id));
              }
              return Future.failedFuture(code(reply));
            });
  }

  private long accepted(String id, JsonObject reply) {
    long cursor = reply.getLong("cursor");
    trace.add("stored " + id + " at " + cursor);
    return cursor;
  }

  private Future<JsonObject> ask(Connection connection, String event, JsonObject request) {
    long begun = System.nanoTime();
    return connection
        .ask(event, request)
        .onComplete(
            answer ->
                scene
                    .journal()
                    .add(
                        userId,
                        event.equals(Wish.SEND) ? "send" : event,
                        begun,
                        outcome(answer.result()),
                        described(request, answer.result())));
  }

  private static Outcome outcome(JsonObject reply) {
    if (reply == null) {
      return Outcome.UNKNOWN;
    }
    if (reply.getBoolean("ok")) {
      return Outcome.OK;
    }
    boolean isFinal = Offence.isFinal(code(reply)) || code(reply).equals(NOT_FOUND);
    return isFinal ? Outcome.FAILED : Outcome.UNKNOWN;
  }

  private static JsonObject described(JsonObject request, JsonObject reply) {
    JsonObject line =
        new JsonObject()
            .put("room", request.getString("roomId"))
            .put("id", request.getString("changeId", request.getString("id")));
    if (reply != null && reply.getBoolean("ok")) {
      line.put("cursor", reply.getLong("cursor", request.getLong("cursor")));
    } else if (reply != null) {
      line.put("code", code(reply));
    }
    return line;
  }

  private static String code(JsonObject reply) {
    return reply.getJsonObject("error").getString("code");
  }

  private static JsonObject message(String roomId, String id) {
    return Wish.message(roomId).under(id);
  }

  private String anyRoom() {
    return roomIds.get(random.nextInt(roomIds.size()));
  }

  /** The connection is gone, and with it the replies to everything sent. */
  void disconnected() {
    outbox.disconnected();
  }

  int unanswered() {
    return outbox.unanswered().size();
  }

  Map<String, Acknowledgement> acknowledged() {
    return outbox.acknowledged();
  }

  /** What has its place before what the same connection sent earlier. */
  List<String> disorder() {
    return outbox.disorder();
  }

  /** Per room how far it was told to have read. */
  Map<String, Long> read() {
    return Map.copyOf(read);
  }

  /** What was refused for good: it must not be anywhere. */
  Set<EntryKey> refused() {
    return Set.copyOf(refused);
  }

  /** What it was told that cannot be. */
  List<String> contradictions() {
    return List.copyOf(contradictions);
  }
}
