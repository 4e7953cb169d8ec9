package io.chorus.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.chorus.stack.test.Backends;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SharedCallTest {
  /** Tells each its key, its argument, the shared argument, and how many came in the call. */
  private static final Script TELL =
      Script.of(
          """
          local told = {}
          for i, key in ipairs(KEYS) do
            redis.call('PUBLISH', ARGV[1], ARGV[i + 1])
            told[i] = ARGV[i + 1] == 'bad' and {err = 'ERR bad'} or {key, ARGV[i + 1], #KEYS}
          end
          return told
          """);

  private final String channel = "test:" + UUID.randomUUID();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private Vertx vertx;
  private Bus bus;

  @BeforeEach
  void open() throws Exception {
    vertx = Vertx.vertx();
    bus = TestBus.on(vertx, Backends.redis().url(), BusSettings.defaults(), TELL);
    await().until(bus::isLive);
    get(bus.subscribe(channel, payload -> heard.add(payload.toString())));
  }

  @AfterEach
  void close() throws Exception {
    bus.close();
    get(vertx.close());
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private Future<Response> tell(String key, String argument) {
    return bus.runTogether(
        TELL, () -> List.of(bus.address(channel)), List.of(key), List.of(argument));
  }

  /** Asks for all of it in one turn of the loop of the bus. */
  private List<Future<Response>> inOneTurn(int count) throws Exception {
    List<Future<Response>> told = new ArrayList<>();
    get(
        bus.call(
            () -> {
              for (int i = 0; i < count; i++) {
                told.add(tell("k" + i, "v" + i));
              }
              return Future.join(told);
            }));
    return told;
  }

  @Test
  void whatIsAskedForInOneTurnTravelsInOneCall() throws Exception {
    List<Future<Response>> told = inOneTurn(3);

    for (int i = 0; i < 3; i++) {
      Response answer = told.get(i).result();
      assertThat(answer.get(0)).hasToString(Names.DEFAULT.key("k" + i));
      assertThat(answer.get(1)).hasToString("v" + i);
      assertThat(answer.get(2).toInteger()).isEqualTo(3);
    }
  }

  @Test
  void aCallIsBounded() throws Exception {
    assertThat(inOneTurn(150))
        .extracting(told -> told.result().get(2).toInteger())
        .allMatch(together -> together <= 64);
    await().until(() -> heard.size() == 150);
    assertThat(heard).startsWith("v0", "v1").endsWith("v148", "v149");
  }

  @Test
  void whatIsRefusedFailsAlone() throws Exception {
    List<Future<Response>> told = new ArrayList<>();
    get(
        bus.call(
            () -> {
              told.addAll(List.of(tell("k", "good"), tell("k", "bad"), tell("k", "good too")));
              return Future.join(told).otherwiseEmpty();
            }));

    assertThat(told.get(0).succeeded()).isTrue();
    assertThat(told.get(2).succeeded()).isTrue();
    assertThatThrownBy(() -> get(told.get(1)))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(BusUnavailable.class);
  }

  @Test
  void whatIsSentBehindIsCarriedOutBehind() throws Exception {
    get(
        bus.call(
            () ->
                Future.join(
                    tell("k", "first"),
                    tell("k", "second"),
                    bus.publish(channel, "third"),
                    tell("k", "fourth"),
                    bus.publish(channel, "fifth"))));

    await().until(() -> heard.size() == 5);
    assertThat(heard).containsExactly("first", "second", "third", "fourth", "fifth");
  }
}
