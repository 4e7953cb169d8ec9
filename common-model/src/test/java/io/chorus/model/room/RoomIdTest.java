package io.chorus.model.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chorus.model.error.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomIdTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "general", "Team-1:dev_ops.eu", "...", ".a", "-", ":", "_"})
  void namesOfTheGrammarAreRooms(String name) {
    assertThat(new RoomId(name).value()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "ä", "a/b", "a%2fb", "a\u0000", "a\n"})
  void otherNamesAreNot(String name) {
    assertThatThrownBy(() -> new RoomId(name)).isInstanceOf(Refusal.class);
  }

  /** Clients and proxies resolve them away. */
  @ParameterizedTest
  @ValueSource(strings = {".", ".."})
  void aNameThatNoUrlCanCarryIsNoRoom(String name) {
    assertThatThrownBy(() -> new RoomId(name)).isInstanceOf(Refusal.class);
  }

  @Test
  void aNameHasAtMost128Characters() {
    assertThat(new RoomId("r".repeat(128)).value()).hasSize(128);
    assertThatThrownBy(() -> new RoomId("r".repeat(129))).isInstanceOf(Refusal.class);
  }
}
