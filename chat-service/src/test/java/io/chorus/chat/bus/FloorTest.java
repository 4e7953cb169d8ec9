package io.chorus.chat.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FloorTest {
  private final Floor floor = new Floor(() -> 0);
  private final List<Integer> done = new ArrayList<>();

  @Test
  void nothingIsDoneBeforeTheFloorIsKnownAndThenAllInItsOrder() {
    floor.whenKnown(() -> done.add(1));
    floor.whenKnown(() -> done.add(2));
    assertThat(done).isEmpty();

    floor.settle();
    floor.whenKnown(() -> done.add(3));
    floor.settle();

    assertThat(done).containsExactly(1, 2, 3);
  }

  @Test
  void theHighestThatIsToldIsTheFloor() {
    floor.seen(5);
    floor.seen(3);

    assertThat(floor.value()).isEqualTo(5);
  }
}
