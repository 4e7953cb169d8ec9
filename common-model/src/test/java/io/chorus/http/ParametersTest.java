package io.chorus.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chorus.model.error.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
  @Test
  void numbersAreRightToTheirLimits() {
    assertThat(Parameters.limit(null)).isEqualTo(50);
    assertThat(Parameters.limit("1")).isEqualTo(1);
    assertThat(Parameters.limit("200")).isEqualTo(200);
    assertThat(Parameters.cursor("after", null)).isNull();
    assertThat(Parameters.cursor("after", "0")).isZero();
    assertThat(Parameters.cursor("after", "9007199254740992")).isEqualTo(1L << 53);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "+5",
        " 5",
        "5 ",
        "00",
        "00000000050",
        "٣",
        "３",
        "1e1",
        "0x5",
        "5.0",
        "9007199254740993",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551621",
        "99999999999999999999999999999999999999",
        "5\u0000"
      })
  void whatIsWrittenOtherwiseOrBeyondIsRefused(String text) {
    assertThatThrownBy(() -> Parameters.limit(text)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> Parameters.cursor("after", text)).isInstanceOf(Refusal.class);
  }
}
