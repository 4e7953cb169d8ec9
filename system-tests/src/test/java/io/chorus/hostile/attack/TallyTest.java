package io.chorus.hostile.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.hostile.attack.Attack.Target;
import io.chorus.hostile.wire.Ending;
import org.junit.jupiter.api.Test;

class TallyTest {
  private final Tally tally = new Tally();

  @Test
  void anInternalErrorIsNeverTheRightAnswer() {
    tally.answered(new PostedBombs(Target.CHAT), "HTTP 400");
    tally.answered(new PostedBombs(Target.CHAT), "HTTP 500");

    assertThat(tally.faults()).containsExactly("posted bombs, chat: 1 times HTTP 500");
  }

  @Test
  void whereTheProtocolNamesACloseCodeAnotherEndIsWrong() {
    tally.ended(new OversizedFrame(), new Ending.Closed(1009));
    tally.ended(new OversizedFrame(), new Ending.Cut());
    tally.ended(new InvalidText(), new Ending.Held());

    assertThat(tally.faults())
        .containsExactly("oversized frame: 1 times cut", "invalid text: 1 times held");
  }

  @Test
  void whoLeavesOrIsNotLetInProvesNothing() {
    tally.ended(new OversizedFrame(), new Ending.Left());
    tally.ended(new OversizedFrame(), new Ending.Answered(429));
    tally.ended(new OversizedFrame(), new Ending.Unreachable());

    assertThat(tally.faults()).isEmpty();
  }

  @Test
  void theTableHasARowForEachKind() {
    tally.tried(new ReservedBits());
    tally.ended(new ReservedBits(), new Ending.Closed(1002));
    tally.tried(new SlowHead(Target.HISTORY));

    assertThat(tally.table())
        .contains("| reserved bits | 1 | closed 1002: 1 |  |", "| slow head, history | 1 |  |  |");
  }
}
