package io.chorus.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What may happen to two people who talk: both end with the same conversation. */
class RecoveryTest extends BrowserHarness {
  @Test
  void whatIsWrittenInATunnelIsSentBehindIt() {
    say(ada, "before");
    awaitTheSameConversation();

    ada.cutTheNetwork();
    say(ada, "written in the tunnel");
    say(ada, "and another");
    say(bob, "said meanwhile");
    assertThat(ada.conversation()).doesNotContain("said meanwhile");
    ada.mendTheNetwork();

    awaitTheSameConversation();
    say(ada, "after");
    say(bob, "after, too");
    awaitTheSameConversation();
  }

  @Test
  void aChatInstanceThatIsKilledTakesNothingWithIt() {
    say(ada, "one");
    say(bob, "two");
    awaitTheSameConversation();

    kill(suite.chat(0).pid());
    for (int i = 0; i < 5; i++) {
      say(ada, "ada, just after it " + i);
      say(bob, "bob, just after it " + i);
    }
    awaitTheSameConversation();

    kill(suite.chat(1).pid());
    say(ada, "and the other one");
    say(bob, "is gone, too");
    awaitTheSameConversation();
  }

  @Test
  void redisComesBackEmptyAndNobodyNotices() {
    say(ada, "one");
    say(bob, "two");
    awaitTheSameConversation();

    kill(suite.redis().pid());
    say(ada, "while it is away");
    say(bob, "me, too");
    awaitTheSameConversation();

    say(ada, "and on it goes");
    awaitTheSameConversation();
  }
}
