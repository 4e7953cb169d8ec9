package io.chorus.chat.posting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CongestionTest {
  private static final int LIMIT = 10;

  private final Vertx vertx = Vertx.vertx();
  private final Congestion congestion = new Congestion(vertx, 8 * LIMIT, new SimpleMeterRegistry());
  private final List<Integer> readOn = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void begin(int count) {
    IntStream.range(0, count).forEach(i -> congestion.began());
  }

  private void store(int count) {
    IntStream.range(0, count).forEach(i -> congestion.ended(Future.succeededFuture()));
  }

  private void refuse(int count) {
    IntStream.range(0, count).forEach(i -> congestion.ended(Future.failedFuture("refused")));
  }

  private void hold(int count) {
    IntStream.range(0, count).forEach(i -> congestion.whenOver(Runnable::run, () -> readOn.add(i)));
  }

  @Test
  void soMuchMayBeUnderWay() {
    begin(LIMIT + 1);
    store(1);
    assertThat(congestion.isHigh()).isFalse();

    begin(1);
    assertThat(congestion.isHigh()).isTrue();

    refuse(1);
    assertThat(congestion.isHigh()).isFalse();
  }

  @Test
  void whereNothingIsStoredNobodyIsHeldBack() {
    begin(5 * LIMIT);
    assertThat(congestion.isHigh()).isFalse();

    store(1);
    refuse(1);
    assertThat(congestion.isHigh()).isTrue();
    await().until(() -> !congestion.isHigh());
  }

  @Test
  void whoIsHeldBackGoesOnInOrderOnceItIsOver() {
    begin(LIMIT + 2);
    store(1);
    hold(200);

    store(1);

    await().until(() -> readOn.size() == 200);
    assertThat(readOn).isSorted();
  }

  @Test
  void whoIsHeldBackGoesOnAfterAWhileThoughItIsNeverOver() {
    begin(5 * LIMIT);
    hold(200);

    await()
        .until(
            () -> {
              // Others go on sending, and being stored.
              begin(1);
              store(1);
              return readOn.size() == 200;
            });

    assertThat(congestion.isHigh()).isTrue();
    assertThat(readOn).isSorted();
  }

  @Test
  void whoIsHeldBackGoesOnWhereNothingIsStoredAnyMore() {
    begin(LIMIT + 2);
    store(1);
    hold(200);

    await().until(() -> readOn.size() == 200);
  }
}
