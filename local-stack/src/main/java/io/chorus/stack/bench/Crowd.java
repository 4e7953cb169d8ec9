package io.chorus.stack.bench;

import io.chorus.stack.Suite;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Many connected users, spread over the chat instances, all on one event loop. */
final class Crowd implements AutoCloseable {
  private static final int AT_ONCE = 50;

  private final Context loop;
  private final AtomicReferenceArray<Line> lines;

  /** Called with each frame but the greeting, on the crowd's event loop. */
  interface Receiver {
    void received(int user, String frame);
  }

  private Crowd(Vertx vertx, int size) {
    this.loop = vertx.getOrCreateContext();
    this.lines = new AtomicReferenceArray<>(size);
  }

  /** Returns when all are connected and greeted. */
  static Crowd connect(
      Vertx vertx,
      Suite suite,
      Speech speech,
      int size,
      IntFunction<String> users,
      Receiver receiver,
      Duration patience)
      throws InterruptedException {
    Crowd crowd = new Crowd(vertx, size);
    Line.Opener opener = opener(vertx, speech, size);
    int instances = suite.content().chat().size();
    Semaphore turns = new Semaphore(AT_ONCE);
    CountDownLatch greeted = new CountDownLatch(size);
    AtomicBoolean failed = new AtomicBoolean();
    for (int i = 0; i < size && !failed.get(); i++) {
      int user = i;
      String instance = suite.chat(i % instances).url();
      String token = suite.tokens().mint(users.apply(i));
      Consumer<String> received =
          frame -> {
            if (frame.startsWith("{\"event\":\"authenticated\"")) {
              turns.release();
              greeted.countDown();
            } else {
              receiver.received(user, frame);
            }
          };
      turns.acquire();
      // From the loop, so that the handler is there before the first frame.
      crowd.loop.runOnContext(
          ignored ->
              opener
                  .open(instance, token, received)
                  .onSuccess(line -> crowd.lines.set(user, line))
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

  private static Line.Opener opener(Vertx vertx, Speech speech, int size) {
    return switch (speech) {
      case NATIVE -> NativeLine.opener(sockets(vertx, size));
      case SOCKET_IO -> SocketIoLine.opener(sockets(vertx, size));
      case SOCKET_IO_POLLING ->
          // One waits, one posts.
          PollingLine.opener(vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(2 * size)));
    };
  }

  private static WebSocketClient sockets(Vertx vertx, int size) {
    return vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(size));
  }

  int size() {
    return lines.length();
  }

  /** The event loop that all of its lines belong to. */
  Context loop() {
    return loop;
  }

  /** Returns when all of its lines are being closed. */
  @Override
  public void close() {
    CompletableFuture<Void> closing = new CompletableFuture<>();
    loop.runOnContext(
        ignored -> {
          for (int user = 0; user < size(); user++) {
            lines.get(user).close();
          }
          closing.complete(null);
        });
    closing.join();
  }

  /** Sends a frame, on the crowd's event loop. */
  void send(int user, String frame) {
    lines.get(user).send(frame);
  }
}
