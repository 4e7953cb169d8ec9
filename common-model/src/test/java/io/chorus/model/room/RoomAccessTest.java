package io.chorus.model.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoomAccessTest {
  @ParameterizedTest
  @CsvSource({
    "general, general, true",
    "general, general2, false",
    "team-*, team-red, true",
    "team-*, team-, true",
    "team-*, xteam-red, false",
    "*, anything, true",
    "a*b*c, a1b2c, true",
    "a*b*c, a1b2cx, false",
    "*-lobby, eu-west-lobby, true",
    "'', general, false",
  })
  void aStarStandsForAnyRunOfCharacters(String pattern, String room, boolean allowed) {
    assertThat(RoomAccess.to(List.of(pattern)).allows(new RoomId(room))).isEqualTo(allowed);
  }

  @Test
  void aDotInAPatternIsADot() {
    assertThat(RoomAccess.to(List.of("a.c")).allows(new RoomId("abc"))).isFalse();
  }

  @Test
  void withoutPatternsTheDefaultDecides() {
    RoomId room = new RoomId("general");
    assertThat(RoomAccess.byDefault(DefaultAccess.OPEN).allows(room)).isTrue();
    assertThat(RoomAccess.byDefault(DefaultAccess.CLOSED).allows(room)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "ü", "a/b", "{room}", "a\nb"})
  void aRoomNameOutOfGrammarIsRefused(String name) {
    assertThatThrownBy(() -> new RoomId(name))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
  }

  @Test
  void aRoomNameHas128CharactersAtTheMost() {
    assertThat(new RoomId("r".repeat(128)).value()).hasSize(128);
    assertThatThrownBy(() -> new RoomId("r".repeat(129))).isInstanceOf(Refusal.class);
  }
}
