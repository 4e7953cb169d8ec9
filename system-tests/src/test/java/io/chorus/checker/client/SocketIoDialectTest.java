package io.chorus.checker.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SocketIoDialectTest {
  private final SocketIoDialect dialect = new SocketIoDialect("token");

  private void connected(String recoveryId) {
    dialect.read("40{\"sid\":\"any\",\"pid\":\"" + recoveryId + "\"}", answer -> {});
  }

  @Test
  void aClientGoesOnUnderTheNameThatItHad() {
    connected("one");
    assertThat(dialect.wentOn()).isFalse();

    connected("one");
    assertThat(dialect.wentOn()).isTrue();
  }

  @Test
  void oneThatWasCutOffAsItBeganAnewHasNotGoneOn() {
    connected("one");
    assertThat(dialect.wentOn()).isFalse();

    connected("two");
    connected("two");
    assertThat(dialect.wentOn()).isFalse();
  }
}
