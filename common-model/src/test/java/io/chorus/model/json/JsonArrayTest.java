package io.chorus.model.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chorus.model.error.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonArrayTest {
  @Test
  void elementsKeepTheirText() {
    JsonArray array = JsonArray.read("[ \"a\\u0041\" , {\"b\": [1, 1e999999]},-1.50,null,true ]");

    assertThat(array.size()).isEqualTo(5);
    assertThat(array.text(0)).isEqualTo("aA");
    assertThat(array.source(0)).isEqualTo("\"a\\u0041\"");
    assertThat(array.source(1)).isEqualTo("{\"b\": [1, 1e999999]}");
    assertThat(array.source(2)).isEqualTo("-1.50");
    assertThat(array.isNumber(2)).isTrue();
    assertThat(array.isNull(3)).isTrue();
    assertThat(array.text(4)).isNull();
    assertThat(array.text(5)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[", "[1]]", "[1] 2", "[01]", "[\"a]", "nonsense"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> JsonArray.read(text)).isInstanceOf(Refusal.class);
  }

  @Test
  void elementsAreBounded() {
    assertThat(JsonArray.read("[1" + ",1".repeat(255) + "]").size()).isEqualTo(256);
    assertThatThrownBy(() -> JsonArray.read("[1" + ",1".repeat(256) + "]"))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void nestingIsBounded() {
    assertThatThrownBy(() -> JsonArray.read("[".repeat(50_000) + "]".repeat(50_000)))
        .isInstanceOf(Refusal.class);
  }
}
