package io.chorus.history.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chorus.stack.test.Backends;
import io.chorus.stack.test.Frozen;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** PostgreSQL takes connections, and what is sent on them, and says nothing any more. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class FrozenDatabaseTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** More than there are connections. */
  private static final int MANY = 24;

  @Inject Pool pool;

  private CompletableFuture<Boolean> answered() {
    return pool.query("SELECT 1")
        .execute()
        .subscribeAsCompletionStage()
        .handle((rows, failure) -> failure == null)
        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private void everyConnectionAnswers() {
    await().atMost(PATIENCE).until(() -> answered().join());
  }

  @Test
  void connectionsAreGivenUpThoughNobodyBoundsWhatWaitsOnThem() {
    everyConnectionAnswers();
    List<CompletableFuture<Boolean>> asked;
    try (Frozen postgres = new Frozen(Backends.postgres().pid())) {
      asked = IntStream.range(0, MANY).mapToObj(i -> answered()).toList();

      // Those that were open, those that were being made, and those who waited for one.
      assertThat(asked).allSatisfy(query -> assertThat(query.join()).isFalse());
    }
    everyConnectionAnswers();
  }
}
