package io.chorus.chat.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OwnSuiteTest {
  private final OwnSuite own = new OwnSuite();

  private void heard(String suite, long millis) {
    own.heard(suite, TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Test
  void theFirstThatIsAloneForASecondIsIt() {
    heard("a", 0);
    assertThat(own.accepts("a")).isFalse();

    heard("a", 1000);

    assertThat(own.id()).isEqualTo("a");
    assertThat(own.accepts("a")).isTrue();
    assertThat(own.accepts("b")).isFalse();
  }

  @Test
  void onceKnownItStaysWhoeverElseIsHeardAndForHoweverLongItIsSilent() {
    heard("a", 0);
    heard("a", 1000);

    heard("b", 2000);
    heard("b", 600_000);

    assertThat(own.id()).isEqualTo("a");
  }

  @Test
  void ofTwoNoneIsBelieved() {
    heard("a", 0);
    heard("b", 500);
    heard("a", 1000);
    heard("b", 1500);

    assertThat(own.isDisputed()).isTrue();
    assertThat(own.accepts("a")).isFalse();
    assertThat(own.accepts("b")).isFalse();
  }

  @Test
  void theOneThatStaysIsBelievedWhenTheOtherHasGone() {
    heard("a", 0);
    for (int millis = 500; millis <= 5500; millis += 1000) {
      heard("b", millis);
    }

    assertThat(own.id()).isEqualTo("b");
  }

  @Test
  void whoDoesNotSayIsOfTheFirstVersionAndIsHeeded() {
    assertThat(own.accepts(null)).isTrue();
  }
}
