package io.chorus.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SparingLogTest {
  private final SaidInLog said = new SaidInLog(SparingLogTest.class);
  private final SparingLog log =
      new SparingLog(Logger.getLogger(SparingLogTest.class), Duration.ofHours(1));

  @AfterEach
  void close() {
    said.close();
  }

  private void say(String text) {
    log.say(Logger.Level.WARN, text, text);
  }

  @Test
  void theSameIsSaidOnceAndAnythingElseAtOnce() {
    say("a");
    say("a");
    say("b");
    say("a");
    assertThat(said.lines()).containsExactly("a", "b");
  }

  @Test
  void whatIsForgottenIsNew() {
    say("a");
    log.forget();
    say("a");
    assertThat(said.lines()).containsExactly("a", "a");
  }

  @Test
  void afterTheIntervalItIsSaidAgain() {
    SparingLog impatient = new SparingLog(Logger.getLogger(SparingLogTest.class), Duration.ZERO);
    impatient.say(Logger.Level.WARN, "a", "a");
    impatient.say(Logger.Level.WARN, "a", "a");
    assertThat(said.lines()).containsExactly("a", "a");
  }
}
