package io.chorus.stack.test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class NeedsTest {
  @Test
  void whatIsMissingSkipsATest() {
    assertThatThrownBy(() -> Needs.require(false, "a browser", false))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("skipped: this needs a browser");
  }

  @Test
  void whereEverythingHasToRunWhatIsMissingIsAFailure() {
    assertThatThrownBy(() -> Needs.require(false, "a browser", true))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("this needs a browser");
  }

  @Test
  void whatIsThereIsNoReason() {
    assertThatCode(() -> Needs.require(true, "a browser", false)).doesNotThrowAnyException();
    assertThatCode(() -> Needs.require(true, "a browser", true)).doesNotThrowAnyException();
  }
}
