package io.chorus.checker.client;

import io.chorus.checker.trace.Outcome;
import io.chorus.checker.trace.Trace;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * A backend that posts messages over HTTP, each until it is stored, some of them again after that,
 * and some without the right to. Belongs to the workload's event loop.
 */
final class Publisher {
  private static final String NAME = "publisher";
  private static final long ANSWER_MILLIS = 12_000;
  private static final long AGAIN_MILLIS = 500;
  private static final int MAX_UNANSWERED = 200;
  private static final int REPEATED_EVERY = 4;
  private static final int FORBIDDEN_EVERY = 8;
  private static final Set<Integer> REFUSALS = Set.of(400, 401, 403, 413, 429);

  private final Scene scene;
  private final List<String> rooms;
  private final RandomGenerator random;
  private final Trace trace;
  private final String token;
  private final String tokenWithoutTheRight;
  private final Set<String> unanswered = new HashSet<>();
  private final Map<String, Acknowledgement> acknowledged = new HashMap<>();
  private final Set<MessageKey> refused = new HashSet<>();
  private final List<String> contradictions = new ArrayList<>();
  private int last;

  Publisher(Scene scene, List<String> rooms, RandomGenerator random, Trace trace) {
    this.scene = scene;
    this.rooms = rooms;
    this.random = random;
    this.trace = trace;
    this.token = scene.entrances().tokens().mint(NAME, "publisher");
    this.tokenWithoutTheRight = scene.entrances().tokens().mint(NAME);
  }

  /** Posts one more message, unless too many are unanswered. */
  void publish() {
    String id = NAME + "-" + ++last;
    String roomId = rooms.get(random.nextInt(rooms.size()));
    if (random.nextInt(FORBIDDEN_EVERY) == 0) {
      post(id, roomId, tokenWithoutTheRight).onSuccess(status -> forbidden(id, status.code()));
    } else if (unanswered.size() < MAX_UNANSWERED) {
      unanswered.add(id);
      deliver(id, roomId);
    }
  }

  private void forbidden(String id, int status) {
    if (status == 201) {
      contradictions.add(id + " was posted without the role and was accepted");
    } else if (REFUSALS.contains(status)) {
      refused.add(new MessageKey(NAME, id));
    }
  }

  private void deliver(String id, String roomId) {
    post(id, roomId, token)
        .compose(
            answer ->
                answer.code() == 201
                    ? Future.succeededFuture(answer.cursor())
                    : Future.failedFuture("status " + answer.code()))
        .onSuccess(cursor -> stored(id, roomId, cursor))
        .onFailure(e -> scene.vertx().setTimer(AGAIN_MILLIS, ignored -> deliver(id, roomId)));
  }

  private void stored(String id, String roomId, long cursor) {
    trace.add("stored " + id + " at " + cursor);
    scene.known().stored(roomId, cursor);
    Acknowledgement before = acknowledged.put(id, new Acknowledgement(roomId, cursor));
    if (before != null && before.cursor() != cursor) {
      contradictions.add("%s was stored at %d and at %d".formatted(id, before.cursor(), cursor));
    }
    if (before == null && random.nextInt(REPEATED_EVERY) == 0) {
      deliver(id, roomId);
    } else {
      unanswered.remove(id);
    }
  }

  /**
   * @param cursor 0 where it was not stored
   */
  private record Answer(int code, long cursor) {}

  private Future<Answer> post(String id, String roomId, String bearer) {
    List<String> entrances = scene.entrances().chat();
    String entrance = entrances.get(random.nextInt(entrances.size()));
    long begun = System.nanoTime();
    return scene
        .http()
        .request(
            new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setTimeout(ANSWER_MILLIS)
                .setAbsoluteURI("%s/api/chat/rooms/%s/messages".formatted(entrance, roomId))
                .putHeader("Authorization", "Bearer " + bearer)
                .putHeader("Content-Type", "application/json"))
        .compose(
            request -> request.send(new JsonObject().put("id", id).put("content", id).toBuffer()))
        .compose(Publisher::answer)
        .timeout(ANSWER_MILLIS, TimeUnit.MILLISECONDS)
        .onComplete(
            answer ->
                scene
                    .journal()
                    .add(
                        NAME,
                        "publish",
                        begun,
                        outcome(answer.result()),
                        described(id, roomId, answer.result())));
  }

  private static Future<Answer> answer(HttpClientResponse response) {
    return response
        .body()
        .map(body -> new Answer(response.statusCode(), cursor(response.statusCode(), body)));
  }

  private static long cursor(int status, Buffer body) {
    return status == 201 ? body.toJsonObject().getLong("cursor") : 0;
  }

  private static Outcome outcome(Answer answer) {
    if (answer != null && answer.code() == 201) {
      return Outcome.OK;
    }
    return answer != null && REFUSALS.contains(answer.code()) ? Outcome.FAILED : Outcome.UNKNOWN;
  }

  private static JsonObject described(String id, String roomId, Answer answer) {
    JsonObject line = new JsonObject().put("room", roomId).put("id", id);
    if (answer != null) {
      line.put("status", answer.code()).put("cursor", answer.cursor());
    }
    return line;
  }

  boolean isQuiet() {
    return unanswered.isEmpty();
  }

  Trace trace() {
    return trace;
  }

  Testimony testimony() {
    return new Testimony(
        NAME,
        Map.copyOf(acknowledged),
        unanswered.size(),
        Map.of(),
        Map.of(),
        List.of(),
        Set.copyOf(refused),
        List.copyOf(contradictions),
        Map.of());
  }
}
