package io.chorus.checker.client;

import io.chorus.checker.trace.Outcome;
import io.chorus.checker.trace.Trace;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * A backend that posts messages over HTTP and changes them, each until it is stored, some of it
 * again after that, and some without the right to. Belongs to the workload's event loop.
 */
final class Publisher {
  private static final String NAME = "publisher";
  private static final long ANSWER_MILLIS = 12_000;
  private static final long AGAIN_MILLIS = 500;
  private static final int MAX_UNANSWERED = 200;
  private static final int REPEATED_EVERY = 4;
  private static final int FORBIDDEN_EVERY = 8;
  private static final int NOT_FOUND = 404;
  private static final Set<Integer> REFUSALS = Set.of(400, 401, 403, 413, 429);

  private final Scene scene;
  private final Wishes wishes;
  private final RandomGenerator random;
  private final Trace trace;
  private final String token;
  private final String tokenWithoutTheRight;
  private final Set<String> unanswered = new HashSet<>();
  private final Map<String, Acknowledgement> acknowledged = new HashMap<>();
  private final Set<EntryKey> refused = new HashSet<>();
  private final List<String> contradictions = new ArrayList<>();
  private int last;

  Publisher(Scene scene, List<String> rooms, RandomGenerator random, Trace trace) {
    this.scene = scene;
    this.wishes = new Wishes(rooms, scene.options().changes(), random);
    this.random = random;
    this.trace = trace;
    this.token = scene.entrances().tokens().mint(NAME, "publisher");
    this.tokenWithoutTheRight = scene.entrances().tokens().mint(NAME);
  }

  /** Posts one more message, or changes one, unless too much is unanswered. */
  void publish() {
    String id = NAME + "-" + ++last;
    Wish wish = wishes.next();
    if (random.nextInt(FORBIDDEN_EVERY) == 0) {
      Wish message = Wish.message(wish.roomId());
      post(id, message, tokenWithoutTheRight).onSuccess(status -> forbidden(id, status.code()));
    } else if (unanswered.size() < MAX_UNANSWERED) {
      unanswered.add(id);
      deliver(id, wish);
    }
  }

  private void forbidden(String id, int status) {
    if (isSuccess(status)) {
      contradictions.add(id + " was posted without the role and was accepted");
    } else if (REFUSALS.contains(status)) {
      refused.add(new EntryKey(NAME, id));
    }
  }

  private void deliver(String id, Wish wish) {
    post(id, wish, token)
        .onSuccess(answer -> answered(id, wish, answer))
        .onFailure(e -> again(id, wish));
  }

  private void answered(String id, Wish wish, Answer answer) {
    if (isSuccess(answer.code())) {
      stored(id, wish, answer.cursor());
    } else if (answer.code() == NOT_FOUND && !wish.isMessage()) {
      // Its message was deleted meanwhile.
      unanswered.remove(id);
    } else {
      again(id, wish);
    }
  }

  private void again(String id, Wish wish) {
    scene.vertx().setTimer(AGAIN_MILLIS, ignored -> deliver(id, wish));
  }

  private void stored(String id, Wish wish, long cursor) {
    trace.add("stored " + id + " at " + cursor);
    if (wish.isMessage()) {
      scene.known().stored(wish.roomId(), cursor);
      EntryKey key = new EntryKey(NAME, id);
      wishes.stored(wish.roomId(), key);
      wishes.heard(wish.roomId(), key);
    }
    Acknowledgement before = acknowledged.put(id, new Acknowledgement(wish.roomId(), cursor));
    if (before != null && before.cursor() != cursor) {
      contradictions.add("%s was stored at %d and at %d".formatted(id, before.cursor(), cursor));
    }
    if (before == null && random.nextInt(REPEATED_EVERY) == 0) {
      deliver(id, wish);
    } else {
      unanswered.remove(id);
    }
  }

  private static boolean isSuccess(int status) {
    return status / 100 == 2;
  }

  /**
   * @param cursor 0 where it was not stored
   */
  private record Answer(int code, long cursor) {}

  private Future<Answer> post(String id, Wish wish, String bearer) {
    List<String> entrances = scene.entrances().chat();
    String entrance = entrances.get(random.nextInt(entrances.size()));
    long begun = System.nanoTime();
    HttpChange call = HttpChange.of(wish, NAME, id);
    return scene
        .http()
        .request(
            new RequestOptions()
                .setMethod(call.method())
                .setTimeout(ANSWER_MILLIS)
                .setAbsoluteURI(entrance + call.path())
                .putHeader("Authorization", "Bearer " + bearer)
                .putHeader("Content-Type", "application/json"))
        .compose(
            request -> call.body() == null ? request.send() : request.send(call.body().toBuffer()))
        .compose(Publisher::answer)
        .timeout(ANSWER_MILLIS, TimeUnit.MILLISECONDS)
        .onComplete(
            answer ->
                scene
                    .journal()
                    .add(
                        NAME,
                        wish.isMessage() ? "publish" : wish.event(),
                        begun,
                        outcome(answer.result()),
                        described(id, wish.roomId(), answer.result())));
  }

  private static Future<Answer> answer(HttpClientResponse response) {
    return response
        .body()
        .map(body -> new Answer(response.statusCode(), cursor(response.statusCode(), body)));
  }

  private static long cursor(int status, Buffer body) {
    return isSuccess(status) ? body.toJsonObject().getLong("cursor") : 0;
  }

  private static Outcome outcome(Answer answer) {
    if (answer != null && isSuccess(answer.code())) {
      return Outcome.OK;
    }
    return answer != null && (REFUSALS.contains(answer.code()) || answer.code() == NOT_FOUND)
        ? Outcome.FAILED
        : Outcome.UNKNOWN;
  }

  private static JsonObject described(String id, String roomId, Answer answer) {
    JsonObject line = new JsonObject().put("room", roomId).put("id", id);
    if (answer != null) {
      line.put("status", answer.code()).put("cursor", answer.cursor());
    }
    return line;
  }

  /** What it waits for; empty where everything is answered. */
  Optional<String> unfinished() {
    return unanswered.isEmpty()
        ? Optional.empty()
        : Optional.of(NAME + ": " + unanswered.size() + " unanswered");
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
        Map.of(),
        Map.of());
  }
}
