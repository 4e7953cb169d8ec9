package io.chorus.checker.client;

import io.chorus.checker.trace.Outcome;
import io.chorus.checker.trace.Trace;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * What one client writes: messages, each until it is stored, and now and then such as must be
 * refused, or too many at once. Belongs to the workload's event loop.
 */
final class Writing {
  private static final long TRY_AGAIN_MILLIS = 500;
  private static final int OFFENCE_EVERY = 30;
  private static final int BURST_EVERY = 1_000;

  /** More than a connection may send at once. */
  private static final int BURST = 60;

  private static final int READ_BACK_EVERY = 5;

  private final String userId;
  private final List<String> roomIds;
  private final Scene scene;
  private final RandomGenerator random;
  private final Trace trace;
  private final Outbox outbox;
  private final Set<MessageKey> refused = new HashSet<>();
  private final List<String> contradictions = new ArrayList<>();
  private int lastOffence;

  Writing(String userId, List<String> roomIds, Scene scene, RandomGenerator random, Trace trace) {
    this.userId = userId;
    this.roomIds = roomIds;
    this.scene = scene;
    this.random = random;
    this.trace = trace;
    this.outbox = new Outbox(userId, scene.options().unanswered());
  }

  /** Has one more thing to say, unless too much is unanswered. */
  void write() {
    if (!outbox.isFull()) {
      outbox.add(anyRoom());
    }
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
    String roomId = outbox.room(number);
    trace.add("sends " + id);
    scene.timings().sent(new MessageKey(userId, id));
    ask(connection, message(roomId, id))
        .onSuccess(reply -> answered(number, id, roomId, reply))
        .onFailure(e -> outbox.notStored(number));
  }

  private void answered(int number, String id, String roomId, JsonObject reply) {
    if (reply.getBoolean("ok")) {
      long cursor = accepted(id, reply);
      scene.timings().stored(new MessageKey(userId, id));
      scene.known().stored(roomId, cursor);
      outbox.stored(number, cursor);
      if (random.nextInt(READ_BACK_EVERY) == 0) {
        scene.auditor().readBack(roomId, cursor);
      }
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
    return ask(connection, message)
        .compose(
            reply -> {
              if (reply.getBoolean("ok")) {
                return Future.succeededFuture(accepted(id, reply));
              }
              if (Offence.isFinal(code(reply))) {
                refused.add(new MessageKey(userId, id));
              }
              return Future.failedFuture(code(reply));
            });
  }

  private long accepted(String id, JsonObject reply) {
    long cursor = reply.getLong("cursor");
    trace.add("stored " + id + " at " + cursor);
    return cursor;
  }

  private Future<JsonObject> ask(Connection connection, JsonObject message) {
    long begun = System.nanoTime();
    return connection
        .ask("send_message", message)
        .onComplete(
            answer ->
                scene
                    .journal()
                    .add(
                        userId,
                        "send",
                        begun,
                        outcome(answer.result()),
                        described(message, answer.result())));
  }

  private static Outcome outcome(JsonObject reply) {
    if (reply == null) {
      return Outcome.UNKNOWN;
    }
    if (reply.getBoolean("ok")) {
      return Outcome.OK;
    }
    return Offence.isFinal(code(reply)) ? Outcome.FAILED : Outcome.UNKNOWN;
  }

  private static JsonObject described(JsonObject message, JsonObject reply) {
    JsonObject line =
        new JsonObject()
            .put("room", message.getString("roomId"))
            .put("id", message.getString("id"));
    if (reply != null && reply.getBoolean("ok")) {
      line.put("cursor", reply.getLong("cursor"));
    } else if (reply != null) {
      line.put("code", code(reply));
    }
    return line;
  }

  private static String code(JsonObject reply) {
    return reply.getJsonObject("error").getString("code");
  }

  private static JsonObject message(String roomId, String id) {
    return new JsonObject().put("roomId", roomId).put("id", id).put("content", id);
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

  /** What was refused for good: it must not be anywhere. */
  Set<MessageKey> refused() {
    return Set.copyOf(refused);
  }

  /** What it was told that cannot be. */
  List<String> contradictions() {
    return List.copyOf(contradictions);
  }
}
