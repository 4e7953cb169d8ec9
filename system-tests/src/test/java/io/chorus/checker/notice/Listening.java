package io.chorus.checker.notice;

import io.chorus.checker.trace.Journal;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A user's event stream, resumed after every loss as browsers do; also when nothing, not even a
 * comment, was heard for long. Runs on virtual threads; what it tells may be asked from any thread.
 */
final class Listening implements Runnable {
  private static final long AGAIN_MILLIS = 200;
  private static final long LOOK_MILLIS = 1_000;

  /** Some of the heartbeats that the checker sets. */
  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(7);

  private final String userId;
  private final Api api;
  private final Journal journal;
  private final List<Notice> notices = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile InputStream stream;
  private volatile long heard;
  private volatile boolean open;

  Listening(String userId, Api api, Journal journal) {
    this.userId = userId;
    this.api = api;
    this.journal = journal;
  }

  @Override
  public void run() {
    Thread watch = Thread.startVirtualThread(this::watch);
    try {
      do {
        listen();
      } while (!closed.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      watch.interrupt();
    }
  }

  private void listen() throws InterruptedException {
    try {
      HttpResponse<InputStream> response =
          api.stream(notices.isEmpty() ? null : notices.getLast().cursor());
      heard = System.nanoTime();
      stream = response.body();
      if (response.statusCode() == 200) {
        open = true;
        read(new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)));
      }
    } catch (IOException e) {
      // Lost: it comes back.
    }
  }

  private void read(BufferedReader lines) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      heard = System.nanoTime();
      if (line.startsWith("data:")) {
        Notice notice = Notice.of(new JsonObject(line.substring("data:".length())));
        notices.add(notice);
        journal.saw(
            userId,
            "event",
            new JsonObject().put("id", notice.id()).put("cursor", notice.cursor()));
      }
    }
  }

  private void watch() {
    try {
      while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        if (stream != null && System.nanoTime() - heard > SILENCE_NANOS) {
          heard = System.nanoTime();
          stream.close();
        }
      }
    } catch (InterruptedException | IOException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it has been open: from then on it misses nothing. */
  boolean hasBegun() {
    return open;
  }

  /** In the order in which they came. */
  List<Notice> notices() {
    return List.copyOf(notices);
  }

  void close() {
    closed.countDown();
  }
}
