package io.chorus.chat.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InOrderTest {
  private final List<String> started = new ArrayList<>();
  private final InOrder steps = new InOrder(2, 100);

  private boolean run(String name, Future<?> outcome) {
    return run(name, 10, outcome);
  }

  private boolean run(String name, int bytes, Future<?> outcome) {
    return steps.run(
        bytes,
        () -> {
          started.add(name);
          return outcome;
        });
  }

  @Test
  void aStepThatTakesItsTimeHoldsBackTheNext() {
    Promise<Void> join = Promise.promise();
    run("join", join.future());
    run("send", Future.succeededFuture());

    assertThat(started).containsExactly("join");
    join.complete();
    assertThat(started).containsExactly("join", "send");
  }

  @Test
  void aStepThatFailsLetsTheNextOneRun() {
    Promise<Void> join = Promise.promise();
    run("join", join.future());
    run("send", Future.succeededFuture());

    join.fail("refused");

    assertThat(started).containsExactly("join", "send");
  }

  @Test
  void onlySoManyStepsWait() {
    run("join", Promise.promise().future());

    assertThat(run("a", Future.succeededFuture())).isTrue();
    assertThat(run("b", Future.succeededFuture())).isTrue();
    assertThat(run("c", Future.succeededFuture())).isFalse();
  }

  @Test
  void norDoTheyHoldMoreThanSoMuch() {
    Promise<Void> join = Promise.promise();
    run("join", 1000, join.future());

    assertThat(run("a", 60, Future.succeededFuture())).isTrue();
    assertThat(run("b", 60, Future.succeededFuture())).isFalse();

    join.complete();
    run("join", 1000, Promise.promise().future());
    assertThat(run("c", 100, Future.succeededFuture())).as("what has run holds nothing").isTrue();
  }
}
