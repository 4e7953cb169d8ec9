package io.chorus.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "ünïcödé", "日本語", "👩‍🚀 in space", "tab\tand\nline"})
  void ordinaryTextIsStorableAndCountedAsItEncodes(String text) {
    assertThat(Text.isStorable(text)).isTrue();
    assertThat(Text.utf8Length(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
  }

  @Test
  void nulAndUnpairedSurrogatesAreNot() {
    assertThat(Text.isStorable("a\u0000b")).isFalse();
    assertThat(Text.isStorable("a\ud83d")).isFalse();
    assertThat(Text.isStorable("\ude80a")).isFalse();
    assertThat(Text.isStorable("\ud83da")).isFalse();
  }
}
