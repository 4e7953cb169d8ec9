package io.chorus.stack.bench;

import io.chorus.stack.Suite;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;

/** Many connected users, spread over the chat instances, who all wait for the same. Thread-safe. */
final class Crowd {
  private static final int AT_ONCE = 50;

  private final int size;
  private volatile Expectation expectation = new Expectation("", 0);

  private Crowd(int size) {
    this.size = size;
  }

  /** What everybody shall get, once. */
  static final class Expectation {
    private final String text;
    private final CountDownLatch missing;
    private volatile long lastNanos;

    private Expectation(String text, int count) {
      this.text = "\"message\":\"" + text + "\"";
      this.missing = new CountDownLatch(count);
    }

    private void received(String frame) {
      if (frame.contains(text)) {
        lastNanos = System.nanoTime();
        missing.countDown();
      }
    }

    /** The {@link System#nanoTime} at which the last one had it. */
    long await(Duration patience) throws InterruptedException {
      if (!missing.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(missing.getCount() + " sockets have not got it");
      }
      return lastNanos;
    }
  }

  /** Returns when all are connected and greeted. */
  static Crowd connect(
      Vertx vertx, Suite suite, int size, IntFunction<String> users, Duration patience)
      throws InterruptedException {
    Crowd crowd = new Crowd(size);
    WebSocketClient client =
        vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(size));
    int instances = suite.content().chat().size();
    Context loop = vertx.getOrCreateContext();
    Semaphore turns = new Semaphore(AT_ONCE);
    CountDownLatch greeted = new CountDownLatch(size);
    AtomicBoolean failed = new AtomicBoolean();
    for (int i = 0; i < size && !failed.get(); i++) {
      URI instance = URI.create(suite.chat(i % instances).url());
      WebSocketConnectOptions options =
          new WebSocketConnectOptions()
              .setHost(instance.getHost())
              .setPort(instance.getPort())
              .setURI("/ws")
              .addHeader("Authorization", "Bearer " + suite.tokens().mint(users.apply(i)));
      turns.acquire();
      // From a loop of its own, so that the handler is there before the first frame.
      loop.runOnContext(
          ignored ->
              client
                  .connect(options)
                  .onSuccess(
                      socket ->
                          socket.textMessageHandler(
                              frame -> {
                                if (frame.startsWith("{\"event\":\"authenticated\"")) {
                                  turns.release();
                                  greeted.countDown();
                                } else {
                                  crowd.expectation.received(frame);
                                }
                              }))
                  .onFailure(
                      e -> {
                        failed.set(true);
                        turns.release();
                      }));
    }
    if (failed.get() || !greeted.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException(greeted.getCount() + " users could not connect");
    }
    return crowd;
  }

  /** From now on counts who gets that message. */
  Expectation expect(String message) {
    return expectation = new Expectation(message, size);
  }
}
