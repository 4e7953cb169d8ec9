package io.chorus.history.erasure;

import io.chorus.bus.Bus;
import io.chorus.bus.InstanceId;
import io.chorus.model.Json;
import io.chorus.model.erasure.ErasureAnswer;
import io.chorus.model.erasure.ErasureChannels;
import io.chorus.model.erasure.ErasureRequest;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Has notification instances erase what they have of a user. All of them are asked; the first
 * answer counts. Those that are awaited are few: one for each erasure that is under way, and one
 * for each request. Thread-safe; never blocks.
 */
@RegisterForReflection(targets = {ErasureRequest.class, ErasureAnswer.class})
@Singleton
class Inboxes {
  /** Longer than a statement may take there. */
  private static final long PATIENCE_MILLIS = 10_000;

  /** Time to say that something could be erased. */
  private static final long PROBE_MILLIS = 3_000;

  private final Bus bus;
  private final Vertx vertx;
  private final String answers;
  private final Map<String, Promise<ErasureAnswer>> awaited = new ConcurrentHashMap<>();
  private Future<Void> listening;

  Inboxes(Bus bus, Vertx vertx, InstanceId replica) {
    this.bus = bus;
    this.vertx = vertx;
    this.answers = ErasureChannels.answers(replica.value());
  }

  /** Fails with {@code overloaded} where nobody could erase anything now. */
  Uni<Void> demandReady() {
    return ask(null, PROBE_MILLIS).replaceWithVoid();
  }

  /**
   * Erases a part of what is left.
   *
   * @return whether nothing is left; fails with {@code overloaded} where that is not known
   */
  Uni<Boolean> erase(String userId) {
    return ask(userId, PATIENCE_MILLIS).map(ErasureAnswer::isDone);
  }

  private Uni<ErasureAnswer> ask(String userId, long patienceMillis) {
    return Uni.createFrom()
        .completionStage(() -> asked(userId, patienceMillis).toCompletionStage())
        .onFailure()
        .transform(
            e -> new Refusal(ErrorCode.OVERLOADED, "the notification service is away; try again"));
  }

  private Future<ErasureAnswer> asked(String userId, long patienceMillis) {
    String id = UUID.randomUUID().toString();
    Promise<ErasureAnswer> answer = Promise.promise();
    awaited.put(id, answer);
    long timer = vertx.setTimer(patienceMillis, ignored -> answer.tryFail("nobody has answered"));
    listen()
        .compose(
            v ->
                bus.publish(
                    ErasureChannels.REQUESTS,
                    Json.text(new ErasureRequest(id, bus.address(answers), userId))))
        .onSuccess(
            heardBy -> {
              if (heardBy == 0) {
                answer.tryFail("nobody is there");
              }
            })
        .onFailure(answer::tryFail);
    return answer
        .future()
        .onComplete(
            done -> {
              vertx.cancelTimer(timer);
              awaited.remove(id);
            });
  }

  /** From the first question on: most replicas are never asked for an erasure. */
  private synchronized Future<Void> listen() {
    if (listening == null) {
      listening = bus.subscribe(answers, text -> answered(text.toString()));
    }
    return listening;
  }

  private void answered(String text) {
    ErasureAnswer.read(text)
        .ifPresent(
            answer -> {
              Promise<ErasureAnswer> waiting = awaited.get(answer.id());
              if (waiting != null) {
                waiting.tryComplete(answer);
              }
            });
  }
}
