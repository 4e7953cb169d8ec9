package io.chorus.stack.bench;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Messages at a steady rate, whatever becomes of those before them. Belongs to the crowd's loop.
 */
final class Round {
  static final int ROOM_SIZE = 50;

  private static final String CONTENT = "\"content\":\"";
  private static final long TICK_MILLIS = 1;

  private final Crowd crowd;
  private final long intervalNanos;
  private final long[] sentNanos;
  final Latencies live = new Latencies();
  final Latencies stored = new Latencies();
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private long startNanos;
  private int sent;

  Round(Crowd crowd, int rate, int messages) {
    this.crowd = crowd;
    this.intervalNanos = TimeUnit.SECONDS.toNanos(1) / rate;
    this.sentNanos = new long[messages];
  }

  /** Neighbours in number share a room, and are at different instances. */
  static String room(int user) {
    return "bench-" + user / ROOM_SIZE;
  }

  void start(Vertx vertx) {
    startNanos = System.nanoTime();
    vertx.setPeriodic(
        TICK_MILLIS,
        timer -> {
          sendWhatIsDue();
          if (sent == sentNanos.length) {
            vertx.cancelTimer(timer);
          }
        });
  }

  private void sendWhatIsDue() {
    long now = System.nanoTime();
    while (sent < sentNanos.length && startNanos + sent * intervalNanos <= now) {
      // Room after room, and in each somebody else every time.
      int rooms = crowd.size() / ROOM_SIZE;
      int user = sent % rooms * ROOM_SIZE + sent / rooms % ROOM_SIZE;
      sentNanos[sent] = System.nanoTime();
      crowd.send(
          user,
          "{\"event\":\"send_message\",\"id\":%d,\"data\":{\"roomId\":\"%s\",\"content\":\"%d\"}}"
              .formatted(sent, room(user), sent));
      sent++;
    }
  }

  void received(String frame) {
    long now = System.nanoTime();
    if (frame.startsWith("{\"event\":\"message\"")) {
      live.add(now - sentNanos[number(frame, CONTENT)]);
    } else if (frame.contains("\"ok\":true")) {
      stored.add(now - sentNanos[number(frame, "\"id\":")]);
    } else if (frame.contains("\"ok\":false")) {
      over.completeExceptionally(new IllegalStateException(frame));
    }
    if (stored.count() == sentNanos.length && live.count() == sentNanos.length * ROOM_SIZE) {
      over.complete(null);
    }
  }

  /** The number behind a name. */
  private static int number(String frame, String name) {
    int start = frame.indexOf(name) + name.length();
    int end = start;
    while (Character.isDigit(frame.charAt(end))) {
      end++;
    }
    return Integer.parseInt(frame, start, end, 10);
  }

  /** Returns when everything is stored and live everywhere. */
  void await(Duration patience) throws InterruptedException {
    try {
      over.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException e) {
      throw new IllegalStateException(
          "%d of %d are stored, %d of %d live"
              .formatted(
                  stored.count(), sentNanos.length, live.count(), sentNanos.length * ROOM_SIZE),
          e);
    }
  }
}
