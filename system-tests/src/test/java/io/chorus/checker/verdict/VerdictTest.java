package io.chorus.checker.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.checker.client.Acknowledgement;
import io.chorus.checker.client.Message;
import io.chorus.checker.client.MessageKey;
import io.chorus.checker.client.Testimony;
import io.chorus.checker.verdict.Violation.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final Message HELLO = new Message("ada", "hello", 10, null);
  private static final Message AGAIN = new Message("ada", "again", 20, 10L);
  private static final MessageKey NEVER_STORED = new MessageKey("ada", "never");

  private static List<Kind> judge(List<Message> history, Testimony testimony) {
    return Verdict.of(Map.of("room", history), List.of(testimony)).stream()
        .map(Violation::kind)
        .toList();
  }

  private static Testimony ada(Map<String, Long> told, Map<MessageKey, Long> view) {
    Map<String, Acknowledgement> acknowledged =
        told.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, entry -> new Acknowledgement("room", entry.getValue())));
    return testimony("ada", acknowledged, 0, Map.of("room", view), Map.of(), List.of());
  }

  private static Testimony testimony(
      String userId,
      Map<String, Acknowledgement> acknowledged,
      int unanswered,
      Map<String, Map<MessageKey, Long>> views,
      Map<String, Set<String>> members,
      List<String> disorder) {
    return new Testimony(
        userId, acknowledged, unanswered, views, members, disorder, Set.of(), List.of(), Map.of());
  }

  private static Testimony told(Set<MessageKey> refused, Map<String, Long> joined) {
    return new Testimony(
        "ada", Map.of(), 0, Map.of(), Map.of(), List.of(), refused, List.of(), joined);
  }

  @Test
  void whatWasRefusedIsNowhere() {
    assertThat(judge(List.of(HELLO), told(Set.of(HELLO.key()), Map.of())))
        .containsExactly(Kind.APPEARED);
    assertThat(judge(List.of(), told(Set.of(HELLO.key()), Map.of()))).isEmpty();
    assertThat(
            judge(
                List.of(),
                new Testimony(
                    "ada",
                    Map.of(),
                    0,
                    Map.of("room", Map.of(HELLO.key(), 10L)),
                    Map.of(),
                    List.of(),
                    Set.of(HELLO.key()),
                    List.of(),
                    Map.of())))
        .containsExactly(Kind.APPEARED);
  }

  @Test
  void noJoinNamesAPlaceBeyondTheLog() {
    assertThat(judge(List.of(HELLO, AGAIN), told(Set.of(), Map.of("room", 20L)))).isEmpty();
    assertThat(judge(List.of(HELLO, AGAIN), told(Set.of(), Map.of("room", 21L))))
        .containsExactly(Kind.AHEAD);
  }

  @Test
  void whoNamesTheOneBeforeMustNotPassOverAnother() {
    Message wrong = new Message("ada", "wrong", 30, 10L);
    Map<MessageKey, Long> view = Map.of(HELLO.key(), 10L, AGAIN.key(), 20L, wrong.key(), 30L);

    assertThat(judge(List.of(HELLO, AGAIN, wrong), ada(Map.of(), view)))
        .containsExactly(Kind.OVERLOOKED);
  }

  @Test
  void aViewThatIsTheHistoryIsRight() {
    assertThat(
            judge(
                List.of(HELLO, AGAIN),
                ada(Map.of("hello", 10L), Map.of(HELLO.key(), 10L, AGAIN.key(), 20L))))
        .isEmpty();
  }

  @Test
  void whoSaysThatAllBeforeIsOldMustBeRight() {
    Message young = new Message("ada", "young", 100_000_000, 0L);
    Message old = new Message("ada", "old", 120_000_000, 0L);
    Map<MessageKey, Long> view =
        Map.of(HELLO.key(), 10L, young.key(), 100_000_000L, old.key(), 120_000_000L);

    assertThat(judge(List.of(HELLO, young, old), ada(Map.of(), view))).isEmpty();

    Message wrong = new Message("ada", "young", 14_000_000, 0L);
    assertThat(
            judge(
                List.of(HELLO, wrong),
                ada(Map.of(), Map.of(HELLO.key(), 10L, wrong.key(), 14_000_000L))))
        .containsExactly(Kind.OVERLOOKED);
  }

  @Test
  void whatNobodyWasToldToBeStoredMayBeSeenAndMissing() {
    assertThat(judge(List.of(), ada(Map.of(), Map.of(NEVER_STORED, 5L)))).isEmpty();
  }

  @Test
  void acknowledgedAndNotInTheHistoryIsLost() {
    assertThat(judge(List.of(), ada(Map.of("hello", 10L), Map.of()))).containsExactly(Kind.LOST);
  }

  @Test
  void acknowledgedAtAnotherPlaceIsMisplaced() {
    assertThat(judge(List.of(HELLO), ada(Map.of("hello", 11L), Map.of(HELLO.key(), 10L))))
        .containsExactly(Kind.MISPLACED);
  }

  @Test
  void storedTwiceIsDoubled() {
    Message copy = new Message("ada", "hello", 20, 10L);
    assertThat(judge(List.of(HELLO, copy), ada(Map.of(), Map.of(HELLO.key(), 20L))))
        .containsExactly(Kind.DOUBLED);
  }

  @Test
  void storedAndMissingInAViewIsUnseen() {
    assertThat(judge(List.of(HELLO, AGAIN), ada(Map.of(), Map.of(HELLO.key(), 10L))))
        .containsExactly(Kind.UNSEEN);
  }

  @Test
  void seenAtAnotherPlaceIsAViolation() {
    assertThat(judge(List.of(HELLO), ada(Map.of(), Map.of(HELLO.key(), 11L))))
        .containsExactly(Kind.SEEN_ELSEWHERE);
  }

  @Test
  void anOlderOneAfterANewerOneIsOutOfOrder() {
    assertThat(
            judge(List.of(AGAIN, HELLO), ada(Map.of(), Map.of(HELLO.key(), 10L, AGAIN.key(), 20L))))
        .containsExactly(Kind.OUT_OF_ORDER);
    assertThat(
            judge(
                List.of(),
                testimony("ada", Map.of(), 0, Map.of(), Map.of(), List.of("room: 10 after 20"))))
        .containsExactly(Kind.OUT_OF_ORDER);
  }

  @Test
  void whatIsNeverAnsweredIsAViolation() {
    assertThat(judge(List.of(), testimony("ada", Map.of(), 1, Map.of(), Map.of(), List.of())))
        .containsExactly(Kind.UNANSWERED);
  }

  @Test
  void aGhostAndAnAbsenceAreWrongMembers() {
    assertThat(judge(List.of(), member("ada", "ada", "ghost"))).containsExactly(Kind.WRONG_MEMBERS);
    assertThat(judge(List.of(), member("ada"))).containsExactly(Kind.WRONG_MEMBERS);
    assertThat(judge(List.of(), member("ada", "ada"))).isEmpty();
  }

  private static Testimony member(String userId, String... seen) {
    return testimony(userId, Map.of(), 0, Map.of(), Map.of("room", Set.of(seen)), List.of());
  }
}
