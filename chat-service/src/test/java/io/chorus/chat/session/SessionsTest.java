package io.chorus.chat.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionsTest {
  @ParameterizedTest
  @CsvSource({"0, 0", "10, 5", "10000, 5000", "20000, 10000", "1000000, 10000"})
  void aRepairIsSpreadOverTheMoreTimeTheMoreThereAreUpToItsBound(int sessions, long millis) {
    assertThat(Sessions.spreadMillis(sessions, Duration.ofSeconds(10))).isEqualTo(millis);
  }
}
