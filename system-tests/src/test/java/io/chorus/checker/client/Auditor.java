package io.chorus.checker.client;

import io.chorus.checker.trace.Journal;
import io.chorus.checker.trace.Outcome;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.HdrHistogram.Histogram;

/**
 * Reads the history from all replicas while it grows, in pages of every kind: none may lack, or
 * have twice, what anybody was told to be stored before it was asked for. Belongs to the workload's
 * event loop.
 */
final class Auditor {
  private static final String NAME = "auditor";
  private static final long ANSWER_MILLIS = 2_500;
  private static final int MAX_PAGE = 200;
  private static final int MAX_KEPT = 100;

  private final HttpClient http;
  private final List<String> replicas;
  private final String token;
  private final List<String> rooms;
  private final Known known;
  private final RandomGenerator random;
  private final Journal journal;
  private final List<Misreading> misreadings = new ArrayList<>();
  private final Histogram staleness = new Histogram(3);
  private long pages;

  Auditor(
      HttpClient http,
      List<String> replicas,
      String token,
      List<String> rooms,
      Known known,
      RandomGenerator random,
      Journal journal) {
    this.http = http;
    this.replicas = replicas;
    this.token = token;
    this.rooms = rooms;
    this.known = known;
    this.random = random;
    this.journal = journal;
  }

  /** Looks for what was just acknowledged, at any replica. */
  void readBack(String roomId, long cursor) {
    ask(Page.Question.after(roomId, cursor - 1, 1));
  }

  /** The same for a change, which is in the log alone. */
  void readBackChange(String roomId, long cursor) {
    ask(Page.Question.log(roomId, cursor - 1, 1), cursor);
  }

  /** Reads a page of some kind from somewhere in some room. */
  void readSomething() {
    String room = rooms.get(random.nextInt(rooms.size()));
    int limit = 1 + random.nextInt(MAX_PAGE);
    ask(
        switch (random.nextInt(4)) {
          case 0 -> Page.Question.newest(room, limit);
          case 1 -> Page.Question.after(room, known.anyPlace(room, random), limit);
          case 2 -> Page.Question.log(room, known.anyPlace(room, random), limit);
          default -> Page.Question.before(room, known.anyPlace(room, random), limit);
        });
  }

  private void ask(Page.Question question) {
    ask(question, null);
  }

  /**
   * @param demanded a place that has to be there; null for none beside those that are known
   */
  private void ask(Page.Question question, Long demanded) {
    String replica = replicas.get(random.nextInt(replicas.size()));
    long asked = System.nanoTime();
    JsonObject line = new JsonObject().put("replica", replica).put("path", question.path());
    http.request(
            new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setTimeout(ANSWER_MILLIS)
                .setAbsoluteURI(replica + question.path())
                .putHeader("Authorization", "Bearer " + token))
        .compose(HttpClientRequest::send)
        .compose(
            answer ->
                answer.statusCode() == 200
                    ? answer.body()
                    : Future.failedFuture("status " + answer.statusCode()))
        .timeout(ANSWER_MILLIS, TimeUnit.MILLISECONDS)
        .onSuccess(body -> answered(question, demanded, body.toJsonObject(), asked, line))
        .onFailure(e -> journal.add(NAME, "page", asked, Outcome.UNKNOWN, line));
  }

  private void answered(
      Page.Question question, Long demanded, JsonObject answer, long asked, JsonObject line) {
    Page page = question.answered(answer);
    pages++;
    line.put("cursors", new JsonArray(page.cursors())).put("hasMore", page.hasMore());
    journal.add(NAME, "page", asked, Outcome.OK, line);
    if (!page.isWellFormed()) {
      add(Misreading.Fault.DISORDERED, page, "has rows out of order, twice or out of its bounds");
    }
    List<Long> missing =
        known.missing(page.roomId(), page.from(), page.upTo(), asked, page.cursors());
    if (!missing.isEmpty()) {
      add(Misreading.Fault.LACKING, page, "lacks " + missing);
    }
    if (demanded != null && !page.cursors().contains(demanded)) {
      add(Misreading.Fault.LACKING, page, "of the log lacks " + demanded);
    }
    if (question.kind() == Page.Question.Kind.LOG) {
      return;
    }
    page.cursors().forEach(cursor -> known.stored(page.roomId(), cursor));
    if (page.isNewest()) {
      long nanos = known.staleness(page.roomId(), page.newest(), asked).orElse(0);
      staleness.recordValue(TimeUnit.NANOSECONDS.toMicros(nanos));
    }
  }

  private void add(Misreading.Fault fault, Page page, String what) {
    if (misreadings.size() < MAX_KEPT) {
      misreadings.add(
          new Misreading(
              fault,
              "%s, after %d, before %d, limit %d: the page %s"
                  .formatted(page.roomId(), page.after(), page.before(), page.limit(), what)));
    }
  }

  List<Misreading> misreadings() {
    return List.copyOf(misreadings);
  }

  /** Pages that were answered. */
  long pages() {
    return pages;
  }

  /** How far the newest page was behind live delivery, in microseconds. */
  Histogram staleness() {
    return staleness.copy();
  }
}
