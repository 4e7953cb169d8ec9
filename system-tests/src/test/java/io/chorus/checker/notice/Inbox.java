package io.chorus.checker.notice;

import io.chorus.checker.notice.Api.Answer;
import io.chorus.checker.trace.Journal;
import io.chorus.checker.trace.Outcome;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * A user who looks into the inbox again and again, each time at what is newer than all that was
 * seen, and marks some of it as read. Runs on a virtual thread; what it tells may be asked from any
 * thread.
 */
final class Inbox implements Runnable {
  private static final long INTERVAL_MILLIS = 400;
  private static final int READ_EVERY = 10;
  private static final int PAGE = 20;

  private final String userId;
  private final Api api;
  private final RandomGenerator random;
  private final Journal journal;
  private final List<Notice> seen = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile long begunAt = -1;
  private volatile long readUpTo;
  private volatile long triedUpTo;

  Inbox(String userId, Api api, RandomGenerator random, Journal journal) {
    this.userId = userId;
    this.api = api;
    this.random = random;
    this.journal = journal;
  }

  @Override
  public void run() {
    begin();
    try {
      do {
        Answer page = page(seen.isEmpty() ? begunAt : seen.getLast().cursor());
        if (page.isOk()) {
          seen.addAll(oldestFirst(page));
        }
        if (!seen.isEmpty() && random.nextInt(READ_EVERY) == 0) {
          read(seen.getLast().cursor());
        }
      } while (!closed.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What earlier runs have told everybody is read, and not looked at again. */
  private void begin() {
    List<Notice> newest = oldestFirst(Api.untilOk(this::newest));
    long before = newest.isEmpty() ? 0 : newest.getLast().cursor();
    if (before > 0) {
      Api.untilOk(() -> markRead(before));
    }
    triedUpTo = before;
    readUpTo = before;
    begunAt = before;
  }

  /** Whether it is looked at: from then on nothing is missed. */
  boolean hasBegun() {
    return begunAt >= 0;
  }

  private Answer markRead(long upTo) throws InterruptedException {
    return api.post("/api/notifications/read", new JsonObject().put("upTo", upTo), null);
  }

  private void read(long upTo) throws InterruptedException {
    triedUpTo = upTo;
    if (markRead(upTo).isOk()) {
      readUpTo = upTo;
    }
  }

  private Answer newest() throws InterruptedException {
    return api.get("/api/notifications?limit=1");
  }

  private Answer page(long after) throws InterruptedException {
    long begun = System.nanoTime();
    Answer answer = api.get("/api/notifications?limit=%d&after=%d".formatted(PAGE, after));
    journal.add(
        userId,
        "inbox",
        begun,
        answer.isOk() ? Outcome.OK : Outcome.UNKNOWN,
        new JsonObject()
            .put("after", after)
            .put("limit", PAGE)
            .put("cursors", cursors(oldestFirst(answer))));
    return answer;
  }

  private static JsonArray cursors(List<Notice> notices) {
    return new JsonArray(notices.stream().map(Notice::cursor).toList());
  }

  private static List<Notice> oldestFirst(Answer page) {
    JsonArray notices = page.body().getJsonArray("notifications", new JsonArray());
    List<Notice> all = new ArrayList<>();
    for (int i = notices.size() - 1; i >= 0; i--) {
      all.add(Notice.of(notices.getJsonObject(i)));
    }
    return all;
  }

  /** All that came since it began, oldest first, for as long as it takes. */
  List<Notice> whole() {
    List<Notice> all = new ArrayList<>();
    boolean hasMore;
    do {
      long after = all.isEmpty() ? begunAt : all.getLast().cursor();
      Answer page = Api.untilOk(() -> page(after));
      all.addAll(oldestFirst(page));
      hasMore = page.body().getBoolean("hasMore");
    } while (hasMore);
    return all;
  }

  /** How many it counts as unread, for as long as it takes. */
  int unread() {
    return Api.untilOk(this::newest).body().getInteger("unread");
  }

  /** What it has seen, in the order in which it saw it. */
  List<Notice> seen() {
    synchronized (seen) {
      return List.copyOf(seen);
    }
  }

  /** Up to there it was told that all is read. */
  long readUpTo() {
    return readUpTo;
  }

  /** Up to there all may be read. */
  long triedUpTo() {
    return triedUpTo;
  }

  void close() {
    closed.countDown();
  }
}
