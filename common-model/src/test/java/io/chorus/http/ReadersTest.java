package io.chorus.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chorus.model.error.Refusal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadersTest {
  private record Bounds(int readersAtOnce, int readers) implements HttpBounds {
    @Override
    public int connections() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Duration headWithin() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Duration bodyWithin() {
      throw new UnsupportedOperationException();
    }

    @Override
    public MemorySize bodies() {
      throw new UnsupportedOperationException();
    }

    @Override
    public MemorySize unreadAnswers() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Duration patience() {
      throw new UnsupportedOperationException();
    }
  }

  private final Vertx vertx = Vertx.vertx();
  private final Readers readers = readers(2, 4);
  private final List<UniEmitter<? super String>> begun = new ArrayList<>();
  private int callers;

  @AfterEach
  void close() {
    vertx.close();
  }

  private Readers readers(int atOnce, int all) {
    return new Readers(vertx, new Bounds(atOnce, all), new SimpleMeterRegistry());
  }

  /** Each for somebody else. */
  private UniAssertSubscriber<String> read() {
    return read(readers, "caller-" + callers++);
  }

  private UniAssertSubscriber<String> read(Readers readers, String caller) {
    return readers
        .read(caller, () -> Uni.createFrom().<String>emitter(begun::add))
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  @Test
  void fewReadAtOnceAndTheNextBeginsWhenOneHasDone() {
    var first = read();
    read();
    var third = read();
    assertThat(begun).hasSize(2);

    begun.get(0).complete("a");

    first.assertCompleted();
    assertThat(begun).hasSize(3);
    begun.get(2).fail(new IllegalStateException("no page"));
    third.assertFailed();
    read();
    assertThat(begun).hasSize(4);
  }

  @Test
  void oneTooManyIsRefusedAtOnce() {
    for (int i = 0; i < 4; i++) {
      read().assertNotTerminated();
    }

    read().assertFailedWith(Refusal.class);

    begun.get(0).complete("a");
    read().assertNotTerminated();
  }

  @Test
  void whoWaitsForTooLongIsRefusedAndOthersStillCome() {
    read();
    read();
    var waiting = read();

    await().atMost(Duration.ofSeconds(30)).until(() -> waiting.getFailure() != null);

    waiting.assertFailedWith(Refusal.class);
    begun.get(0).complete("a");
    read();
    assertThat(begun).hasSize(3);
  }

  @Test
  void whoGoesAwayBeforeItsTurnLeavesItToOthers() {
    read();
    read();
    var waiting = read();
    var last = read();

    waiting.cancel();
    begun.get(0).complete("a");

    assertThat(begun).hasSize(3);
    begun.get(2).complete("c");
    last.assertCompleted();
    read().assertNotTerminated();
  }

  @Test
  void whatIsBegunHasItsTurnToTheEndThoughNobodyWaitsForIt() {
    var reading = read();
    read();
    var next = read();

    reading.cancel();

    assertThat(begun).hasSize(2);
    begun.get(0).complete("nobody's");
    assertThat(begun).hasSize(3);
    begun.get(2).complete("c");
    next.assertCompleted();
  }

  @Test
  void callersHaveTheirTurnsOneAfterTheOther() {
    Readers four = readers(4, 20);
    for (int i = 0; i < 4; i++) {
      read(four, "somebody-" + i);
    }
    var first = read(four, "ada");
    read(four, "ada");
    var others = read(four, "bob");
    begun.get(0).complete("x");
    begun.get(1).complete("x");

    assertThat(begun).hasSize(6);
    begun.get(4).complete("a");
    first.assertCompleted();
    begun.get(5).complete("b");
    others.assertCompleted();
  }

  @Test
  void oneCallerLeavesAPlaceToOthers() {
    Readers four = readers(4, 20);
    for (int i = 0; i < 5; i++) {
      read(four, "ada");
    }
    assertThat(begun).hasSize(3);

    var others = read(four, "bob");

    assertThat(begun).hasSize(4);
    begun.get(3).complete("b");
    others.assertCompleted();
    assertThat(begun).hasSize(4);
    begun.get(0).complete("a");
    assertThat(begun).hasSize(5);
  }

  @Test
  void whatCannotEvenBeginLeavesItsTurn() {
    for (int i = 0; i < 10; i++) {
      readers
          .<String>read(
              "ada",
              () -> {
                throw new IllegalStateException("no page");
              })
          .subscribe()
          .withSubscriber(UniAssertSubscriber.create())
          .assertFailedWith(IllegalStateException.class);
    }

    read().assertNotTerminated();
  }
}
