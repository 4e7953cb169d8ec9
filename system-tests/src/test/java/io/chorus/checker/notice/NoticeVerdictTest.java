package io.chorus.checker.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.checker.verdict.Violation;
import io.chorus.checker.verdict.Violation.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NoticeVerdictTest {
  private static final Notice ONE = new Notice("i1", "r-one", 10);
  private static final Notice TWO = new Notice("i2", "r-two", 20);
  private static final Notice THREE = new Notice("i3", "r-three", 30);
  private static final Map<Notification, String> ACCEPTED =
      Map.of(
          new Notification("r-one", "ada"), "i1",
          new Notification("r-two", null), "i2",
          new Notification("r-three", "bob"), "i3");

  private static List<Kind> judge(List<Notice> inbox, List<Notice> seen, List<Notice> streamed) {
    return judge(new Addressee("ada", inbox, seen, streamed, inbox.size(), 0, 0));
  }

  private static List<Kind> judge(Addressee addressee) {
    return NoticeVerdict.of("r-", ACCEPTED, List.of(addressee)).stream()
        .map(Violation::kind)
        .toList();
  }

  private static List<Kind> judge(List<Notice> all) {
    return judge(all, all, all);
  }

  @Test
  void whatIsAcceptedForOneAndForAllIsInTheInboxOnceAndInOrder() {
    assertThat(judge(List.of(ONE, TWO))).isEmpty();
    assertThat(judge(List.of(ONE))).containsExactly(Kind.LOST);
    assertThat(judge(List.of(ONE, TWO, new Notice("i4", "r-two", 40))))
        .containsExactly(Kind.DOUBLED);
    assertThat(judge(List.of(TWO, ONE))).containsOnly(Kind.OUT_OF_ORDER);
  }

  @Test
  void whatIsForOthersOrWasNotAcceptedMustNotAppear() {
    assertThat(judge(List.of(ONE, TWO, THREE))).containsExactly(Kind.APPEARED);
    assertThat(judge(List.of(ONE, TWO, new Notice("i4", "r-refused", 40))))
        .containsExactly(Kind.APPEARED);
  }

  @Test
  void whatWasSentToEverybodyInAnEarlierRunMayBeThere() {
    Notice earlier = new Notice("i0", "q-one", 5);

    assertThat(judge(List.of(earlier, ONE, TWO), List.of(earlier, ONE, TWO), List.of(ONE, TWO)))
        .isEmpty();
  }

  @Test
  void theInboxHasTheIdThatWasTold() {
    assertThat(judge(List.of(ONE, new Notice("i9", "r-two", 20)))).containsExactly(Kind.MISPLACED);
  }

  @Test
  void whoLooksForNewerOnesMissesNone() {
    assertThat(judge(List.of(ONE, TWO), List.of(TWO), List.of(ONE, TWO)))
        .containsExactly(Kind.UNSEEN);
  }

  @Test
  void theStreamHasEachOnceAndInOrder() {
    assertThat(judge(List.of(ONE, TWO), List.of(ONE, TWO), List.of(TWO)))
        .containsExactly(Kind.UNSEEN);
    assertThat(judge(List.of(ONE, TWO), List.of(ONE, TWO), List.of(ONE, ONE, TWO)))
        .containsExactly(Kind.OUT_OF_ORDER);
  }

  @Test
  void whatIsReadIsCountedAsRead() {
    List<Notice> inbox = List.of(ONE, TWO);

    assertThat(judge(new Addressee("ada", inbox, inbox, inbox, 1, 10, 10))).isEmpty();
    assertThat(judge(new Addressee("ada", inbox, inbox, inbox, 1, 0, 10))).isEmpty();
    assertThat(judge(new Addressee("ada", inbox, inbox, inbox, 2, 10, 20)))
        .containsExactly(Kind.MISCOUNTED);
    assertThat(judge(new Addressee("ada", inbox, inbox, inbox, 0, 10, 10)))
        .containsExactly(Kind.MISCOUNTED);
  }
}
