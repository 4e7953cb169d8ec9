package io.chorus.bus;

import static io.chorus.bus.ErrorReply.DEMOTED;
import static io.chorus.bus.ErrorReply.LOGGED_OUT;
import static io.chorus.bus.ErrorReply.MISTAKE;
import static io.chorus.bus.ErrorReply.NOT_ALLOWED;
import static io.chorus.bus.ErrorReply.NOT_YET;
import static io.chorus.bus.ErrorReply.NO_WRITES;
import static io.chorus.bus.ErrorReply.SCRIPT_MISSING;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrorReplyTest {
  private static void assertMeaning(String text, ErrorReply meaning) {
    assertThat(ErrorReply.of(text)).as(text).isEqualTo(meaning);
  }

  @Test
  void theCodeTellsWhatItMeans() {
    assertMeaning("READONLY You can't write against a read only replica.", DEMOTED);
    assertMeaning("LOADING Redis is loading the dataset in memory", NOT_YET);
    assertMeaning("MASTERDOWN Link with MASTER is down", NOT_YET);
    assertMeaning("TRYAGAIN Multiple keys request during rehashing of slot", NOT_YET);
    assertMeaning("BUSY Redis is busy running a script.", NOT_YET);
    assertMeaning("NOSCRIPT No matching script. Please use EVAL.", SCRIPT_MISSING);
    assertMeaning("OOM command not allowed when used memory > 'maxmemory'.", NO_WRITES);
    assertMeaning("MISCONF Redis is configured to save RDB snapshots", NO_WRITES);
    assertMeaning("NOREPLICAS Not enough good replicas to write.", NO_WRITES);
    assertMeaning("NOAUTH Authentication required.", LOGGED_OUT);
    assertMeaning("WRONGPASS invalid username-password pair", LOGGED_OUT);
    assertMeaning("NOPERM this user has no permissions to run the 'evalsha' command", NOT_ALLOWED);
    assertMeaning("WRONGTYPE Operation against a key", MISTAKE);
    assertMeaning("BUSYGROUP Consumer Group name already exists", MISTAKE);
    assertMeaning("", MISTAKE);
  }

  @Test
  void anErrorWithinAScriptMeansTheSame() {
    String since7 = "OOM command not allowed. script: 6a1b, on @user_script:3.";
    String before7 =
        "ERR Error running script (call to f_6a1b): @user_script:3: -OOM command not allowed when";
    assertMeaning(since7, NO_WRITES);
    assertMeaning(before7, NO_WRITES);
    assertMeaning("ERR ACL failure in script: User default has no permissions", NOT_ALLOWED);
    assertMeaning("ERR user_script:1: attempt to index a nil value", MISTAKE);
  }

  @Test
  void whatRedisQuotesIsNotRepeated() {
    assertThat(
            ErrorReply.withoutArguments(
                "ERR unknown command 'X', with args beginning with: 'what somebody wrote'"))
        .isEqualTo("ERR unknown command 'X'");
  }
}
