package io.chorus.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final Turns turns = new Turns(2);
  private final List<UniEmitter<? super String>> begun = new ArrayList<>();

  private UniAssertSubscriber<String> take() {
    return turns
        .take(() -> Uni.createFrom().<String>emitter(begun::add))
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  @Test
  void othersWaitInTheirOrder() {
    take();
    var second = take();
    var third = take();
    var fourth = take();
    assertThat(begun).hasSize(2);

    begun.get(1).complete("b");
    second.assertItem("b");
    assertThat(begun).hasSize(3);
    begun.get(2).complete("c");
    third.assertItem("c");
    begun.get(3).complete("d");
    fourth.assertItem("d");
  }

  @Test
  void whatFailsOrCannotBeginLeavesItsTurn() {
    take();
    var failing = take();
    var next = take();
    begun.get(1).fail(new IllegalStateException("no"));
    failing.assertFailedWith(IllegalStateException.class);
    for (int i = 0; i < 3; i++) {
      turns
          .take(
              () -> {
                throw new IllegalStateException("not even begun");
              })
          .subscribe()
          .withSubscriber(UniAssertSubscriber.create());
    }

    begun.get(2).complete("c");

    next.assertItem("c");
    take();
    assertThat(begun).hasSize(4);
  }

  @Test
  void whoGivesUpKeepsItsTurnUntilItIsOver() {
    take().cancel();
    take().cancel();
    take().cancel();
    take();
    assertThat(begun).hasSize(2);

    begun.get(0).complete("nobody's");
    begun.get(1).complete("nobody's");

    assertThat(begun).hasSize(4);
  }
}
