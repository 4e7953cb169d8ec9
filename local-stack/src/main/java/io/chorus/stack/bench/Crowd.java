package io.chorus.stack.bench;

import io.chorus.stack.Suite;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;

/** Many connected users, spread over the chat instances, all on one event loop. */
final class Crowd {
  private static final int AT_ONCE = 50;

  private final Context loop;
  private final AtomicReferenceArray<WebSocket> sockets;

  /** Called with each frame but the greeting, on the crowd's event loop. */
  interface Receiver {
    void received(int user, String frame);
  }

  private Crowd(Vertx vertx, int size) {
    this.loop = vertx.getOrCreateContext();
    this.sockets = new AtomicReferenceArray<>(size);
  }

  /** Returns when all are connected and greeted. */
  static Crowd connect(
      Vertx vertx,
      Suite suite,
      int size,
      IntFunction<String> users,
      Receiver receiver,
      Duration patience)
      throws InterruptedException {
    Crowd crowd = new Crowd(vertx, size);
    WebSocketClient client =
        vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(size));
    int instances = suite.content().chat().size();
    Semaphore turns = new Semaphore(AT_ONCE);
    CountDownLatch greeted = new CountDownLatch(size);
    AtomicBoolean failed = new AtomicBoolean();
    for (int i = 0; i < size && !failed.get(); i++) {
      int user = i;
      URI instance = URI.create(suite.chat(i % instances).url());
      WebSocketConnectOptions options =
          new WebSocketConnectOptions()
              .setHost(instance.getHost())
              .setPort(instance.getPort())
              .setURI("/ws")
              .addHeader("Authorization", "Bearer " + suite.tokens().mint(users.apply(i)));
      turns.acquire();
      // From the loop, so that the handler is there before the first frame.
      crowd.loop.runOnContext(
          ignored ->
              client
                  .connect(options)
                  .onSuccess(
                      socket -> {
                        crowd.sockets.set(user, socket);
                        socket.textMessageHandler(
                            frame -> {
                              if (frame.startsWith("{\"event\":\"authenticated\"")) {
                                turns.release();
                                greeted.countDown();
                              } else {
                                receiver.received(user, frame);
                              }
                            });
                      })
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

  int size() {
    return sockets.length();
  }

  /** The event loop that all of its sockets belong to. */
  Context loop() {
    return loop;
  }

  /** Sends a frame, on the crowd's event loop. */
  void send(int user, String frame) {
    sockets.get(user).writeTextMessage(frame);
  }
}
