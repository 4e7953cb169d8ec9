package io.chorus.notification.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DoorbellTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(1);

  private final Doorbell bell = new Doorbell();

  private UniAssertSubscriber<Boolean> await(Duration atMost) {
    return bell.await(atMost).subscribe().withSubscriber(UniAssertSubscriber.create());
  }

  @Test
  void aRingWakesWhoWaits() {
    var waiting = await(LONG);
    waiting.assertNotTerminated();

    bell.ring();

    waiting.assertCompleted().assertItem(true);
  }

  @Test
  void ringsThatNobodyHeardAreOne() {
    bell.ring();
    bell.ring();

    await(LONG).assertCompleted().assertItem(true);
    assertThat(await(SHORT).awaitItem().getItem()).isFalse();
  }

  @Test
  void oneRingAfterTheTimeIsUpIsHeardByWhoWaitsNext() {
    assertThat(await(SHORT).awaitItem().getItem()).isFalse();

    bell.ring();

    await(LONG).assertCompleted().assertItem(true);
    assertThat(await(SHORT).awaitItem().getItem()).isFalse();
  }

  @Test
  void aRingThatWokeSomebodyIsNotHeardAgain() {
    var waiting = await(LONG);

    bell.ring();

    waiting.assertCompleted();
    assertThat(await(SHORT).awaitItem().getItem()).isFalse();
  }
}
