package io.chorus.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Commands over connections that answer as the test says. */
class CommandsTest {
  private static final Exception CLOSED = new Exception("closed");

  private final Vertx vertx = Vertx.vertx();
  private final ContextInternal context = ((VertxInternal) vertx).createEventLoopContext();
  private final Commands commands =
      new Commands(
          (VertxInternal) vertx,
          context,
          BusSettings.defaults(),
          Names.DEFAULT,
          List.of(),
          new BusMetrics(new SimpleMeterRegistry()),
          why -> {});
  private final List<Request> given = new ArrayList<>();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** Does it on the event loop, and then all that follows from it there. */
  private void onLoop(Runnable action) throws Exception {
    CompletableFuture<Void> done = new CompletableFuture<>();
    context.runOnContext(ignored -> action.run());
    context.runOnContext(ignored -> context.runOnContext(v -> done.complete(null)));
    done.get(10, TimeUnit.SECONDS);
  }

  private void give(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      Request request = Request.cmd(Command.PUBLISH).arg("channel").arg("no " + i);
      given.add(request);
      onLoop(() -> commands.send(request, 1));
    }
  }

  @Test
  void whatALostConnectionLeftIsSentAgainInItsOrderHoweverItFailed() throws Exception {
    Scripted lost = new Scripted();
    onLoop(() -> commands.up(lost));
    give(6);

    onLoop(() -> lost.fail(2));
    onLoop(commands::down);
    onLoop(() -> lost.fail(1));
    give(2);
    onLoop(lost::failAll);
    Scripted next = new Scripted();
    onLoop(() -> commands.up(next));

    assertThat(next.sent).isEqualTo(given);
  }

  @Test
  void whatALostConnectionSaysLaterIsNotTakenForAnAnswerOfTheNext() throws Exception {
    Scripted lost = new Scripted();
    Scripted next = new Scripted();
    onLoop(() -> commands.up(lost));
    give(3);
    onLoop(commands::down);
    onLoop(() -> commands.up(next));

    onLoop(lost::failAll);

    assertThat(next.sent).isEqualTo(given);
  }

  /** Keeps what it is sent until it is told what becomes of it. */
  private static final class Scripted implements RedisConnection {
    final List<Request> sent = new ArrayList<>();
    private final List<Promise<Response>> open = new ArrayList<>();

    void fail(int count) {
      List<Promise<Response>> failing = new ArrayList<>(open.subList(0, count));
      open.subList(0, count).clear();
      failing.forEach(promise -> promise.fail(CLOSED));
    }

    void failAll() {
      IntStream.range(0, open.size()).forEach(i -> fail(1));
    }

    @Override
    public Future<Response> send(Request request) {
      Promise<Response> promise = Promise.promise();
      if (request.command() == Command.PUBLISH) {
        sent.add(request);
        open.add(promise);
      }
      return promise.future();
    }

    @Override
    public Future<List<Response>> batch(List<Request> requests) {
      return Future.failedFuture(CLOSED);
    }

    @Override
    public RedisConnection exceptionHandler(Handler<Throwable> handler) {
      return this;
    }

    @Override
    public RedisConnection handler(Handler<Response> handler) {
      return this;
    }

    @Override
    public RedisConnection endHandler(Handler<Void> handler) {
      return this;
    }

    @Override
    public RedisConnection pause() {
      return this;
    }

    @Override
    public RedisConnection resume() {
      return this;
    }

    @Override
    public RedisConnection fetch(long amount) {
      return this;
    }

    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }

    @Override
    public boolean pendingQueueFull() {
      return false;
    }
  }
}
