package io.chorus.chat.transport.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HopsTest {
  private final Hops hops = new Hops();

  @Test
  void soManyMayBeUnderWay() {
    for (int i = 0; i < 1_024; i++) {
      assertThat(hops.begin(0)).isTrue();
    }
    assertThat(hops.begin(0)).isFalse();

    hops.end(0);
    assertThat(hops.begin(0)).isTrue();
  }

  @Test
  void soManyBytesMayBeUnderWay() {
    int large = 1 << 20;
    for (int i = 0; i < 8; i++) {
      assertThat(hops.begin(large)).isTrue();
    }
    assertThat(hops.begin(1)).isFalse();

    hops.end(large);
    assertThat(hops.begin(1)).isTrue();
  }
}
