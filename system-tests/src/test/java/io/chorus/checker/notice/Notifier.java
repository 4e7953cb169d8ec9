package io.chorus.checker.notice;

import io.chorus.checker.notice.Api.Answer;
import io.chorus.checker.trace.Journal;
import io.chorus.checker.trace.Outcome;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Posts notifications, each until it is accepted and some of them again after that, under the same
 * key. Some are such that they must be refused. Runs on a virtual thread; what it tells may be
 * asked from any thread.
 */
final class Notifier implements Runnable {
  private static final long INTERVAL_MILLIS = 100;
  private static final int BROADCAST_EVERY = 8;
  private static final int REPEATED_EVERY = 3;
  private static final int OFFENCE_EVERY = 15;
  private static final int TOO_LONG = 5_000;

  private final Api api;
  private final List<String> recipients;
  private final String run;
  private final RandomGenerator random;
  private final Journal journal;
  private final Map<Notification, String> accepted = Collections.synchronizedMap(new HashMap<>());
  private final List<String> contradictions = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile boolean ended;
  private int last;

  /**
   * @param run makes its keys its own
   */
  Notifier(Api api, List<String> recipients, String run, RandomGenerator random, Journal journal) {
    this.api = api;
    this.recipients = recipients;
    this.run = run;
    this.random = random;
    this.journal = journal;
  }

  @Override
  public void run() {
    try {
      do {
        String key = run + "-" + ++last;
        if (last % OFFENCE_EVERY == 0) {
          offend(new Notification(key, recipient()));
        } else {
          deliver(new Notification(key, last % BROADCAST_EVERY == 0 ? null : recipient()));
        }
      } while (!stopping.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended = true;
    }
  }

  private String recipient() {
    return recipients.get(random.nextInt(recipients.size()));
  }

  private void deliver(Notification notification) {
    int times = random.nextInt(REPEATED_EVERY) == 0 ? 2 : 1;
    for (int told = 0; told < times; told++) {
      Answer answer = Api.untilOk(() -> post(notification, notification.key()));
      String id = answer.body().getString("id");
      String before = accepted.put(notification, id);
      if (before != null && !before.equals(id)) {
        contradictions.add(
            "%s was accepted as %s and as %s".formatted(notification.key(), before, id));
      }
    }
  }

  private void offend(Notification notification) throws InterruptedException {
    Answer answer = post(notification, notification.key() + "x".repeat(TOO_LONG));
    if (answer.isOk()) {
      contradictions.add(notification.key() + " is too long and was accepted");
    }
  }

  private Answer post(Notification notification, String text) throws InterruptedException {
    long begun = System.nanoTime();
    JsonObject body = new JsonObject().put("type", "check").put("message", text);
    if (notification.recipient() == null) {
      body.put("broadcast", true);
    } else {
      body.put("userId", notification.recipient());
    }
    Answer answer = api.post("/api/notifications", body, notification.key());
    Outcome outcome =
        answer.isOk() ? Outcome.OK : answer.isRefusal() ? Outcome.FAILED : Outcome.UNKNOWN;
    journal.add(
        "notifier",
        "notify",
        begun,
        outcome,
        new JsonObject()
            .put("key", notification.key())
            .put("to", notification.recipient())
            .put("status", answer.status())
            .put("id", answer.body().getString("id")));
    return answer;
  }

  /** Posts nothing new any more. */
  void stop() {
    stopping.countDown();
  }

  /** Whether all that it has posted is answered. */
  boolean isDone() {
    return ended;
  }

  /** What was accepted, and the ids that were given to it. Nothing else may be in an inbox. */
  Map<Notification, String> accepted() {
    synchronized (accepted) {
      return Map.copyOf(accepted);
    }
  }

  /** What it was told that cannot be. */
  List<String> contradictions() {
    synchronized (contradictions) {
      return List.copyOf(contradictions);
    }
  }
}
