package io.chorus.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BatchesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final AtomicInteger left = new AtomicInteger();

  private long all(int there) {
    left.set(there);
    return Batches.all(
            () -> Uni.createFrom().item(() -> left.getAndAdd(-20) >= 20 ? 20 : there % 20), 20)
        .await()
        .atMost(PATIENCE);
  }

  @Test
  void goesOnUntilOneFindsLess() {
    assertThat(all(0)).isZero();
    assertThat(all(7)).isEqualTo(7);
    assertThat(all(40)).isEqualTo(40);
    assertThat(all(55)).isEqualTo(55);
  }

  @Test
  void howeverManyThereAre() {
    assertThat(all(10_000_003)).isEqualTo(10_000_003);
  }
}
