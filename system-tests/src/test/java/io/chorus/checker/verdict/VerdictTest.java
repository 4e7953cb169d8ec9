package io.chorus.checker.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.checker.client.Acknowledgement;
import io.chorus.checker.client.Entry;
import io.chorus.checker.client.EntryKey;
import io.chorus.checker.client.HistoryReader;
import io.chorus.checker.client.Marker;
import io.chorus.checker.client.MessageState;
import io.chorus.checker.client.Shown;
import io.chorus.checker.client.Testimony;
import io.chorus.checker.verdict.Violation.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final Entry HELLO = Entry.message("ada", "hello", 10, null);
  private static final Entry AGAIN = Entry.message("ada", "again", 20, 10L);
  private static final EntryKey GONE = new EntryKey("ada", "gone");

  private static List<Kind> judge(List<Entry> history, Testimony testimony) {
    return Verdict.of(Map.of("room", history), List.of(testimony)).stream()
        .map(Violation::kind)
        .toList();
  }

  private static Testimony ada(Map<String, Long> told, Map<EntryKey, Long> view) {
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
      Map<String, Map<EntryKey, Long>> views,
      Map<String, Set<String>> members,
      List<String> disorder) {
    Map<String, Shown> rooms = new HashMap<>();
    views.forEach((room, view) -> rooms.put(room, new Shown(view, Map.of(), Set.of())));
    return new Testimony(
        userId,
        acknowledged,
        unanswered,
        rooms,
        members,
        disorder,
        Set.of(),
        List.of(),
        Map.of(),
        Map.of());
  }

  private static Testimony told(Set<EntryKey> refused, Map<String, Long> joined) {
    return new Testimony(
        "ada", Map.of(), 0, Map.of(), Map.of(), List.of(), refused, List.of(), joined, Map.of());
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
                    Map.of("room", new Shown(Map.of(), Map.of(), Set.of(HELLO.key()))),
                    Map.of(),
                    List.of(),
                    Set.of(HELLO.key()),
                    List.of(),
                    Map.of(),
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
    Entry wrong = Entry.message("ada", "wrong", 30, 10L);
    Map<EntryKey, Long> view = Map.of(HELLO.key(), 10L, AGAIN.key(), 20L, wrong.key(), 30L);

    assertThat(judge(List.of(HELLO, AGAIN, wrong), ada(Map.of(), view)))
        .containsExactly(Kind.OVERLOOKED);
  }

  private static final MessageState AS_SENT = new MessageState("hello", false, Map.of(), 0);
  private static final MessageState EDITED = new MessageState("other", false, Map.of(), 0);

  @Test
  void whatAReplicaSaysIsWhatTheLogLeadsToAndAsOfItsEnd() {
    assertThat(judgeReplica(new HistoryReader.State(Map.of(HELLO.key(), AS_SENT), 10))).isEmpty();
    assertThat(judgeReplica(new HistoryReader.State(Map.of(HELLO.key(), EDITED), 10)))
        .containsExactly(Kind.MISSTATED);
    assertThat(judgeReplica(new HistoryReader.State(Map.of(), 10))).containsExactly(Kind.MISSTATED);
    assertThat(judgeReplica(new HistoryReader.State(Map.of(HELLO.key(), AS_SENT), 9)))
        .containsExactly(Kind.MISSTATED);
  }

  private static List<Kind> judgeReplica(HistoryReader.State state) {
    return Verdict.of(Map.of("room", List.of(HELLO)), Map.of("replica", Map.of("room", state)))
        .stream()
        .map(Violation::kind)
        .toList();
  }

  @Test
  void whatAClientShowsIsWhatTheLogLeadsTo() {
    assertThat(judge(List.of(HELLO), showing(AS_SENT))).isEmpty();
    assertThat(judge(List.of(HELLO), showing(EDITED))).containsExactly(Kind.SEEN_OTHERWISE);
  }

  private static Testimony showing(MessageState state) {
    return with(
        new Shown(Map.of(HELLO.key(), 10L), Map.of(HELLO.key(), state), Set.of()), Map.of());
  }

  @Test
  void markersDoNotGoBackAndCountTheMessagesOfOthersBehindThem() {
    assertThat(judgeMarker("bob", 10, 10, 1)).isEmpty();
    assertThat(judgeMarker("bob", 0, 0, 2)).isEmpty();
    assertThat(judgeMarker("ada", 0, 0, 0)).isEmpty();
    assertThat(judgeMarker("bob", 20, 10, 1)).containsExactly(Kind.MISCOUNTED);
    assertThat(judgeMarker("bob", 10, 10, 0)).containsExactly(Kind.MISCOUNTED);
  }

  private static List<Kind> judgeMarker(String user, long told, long read, int unread) {
    Testimony testimony =
        new Testimony(
            user,
            Map.of(),
            0,
            Map.of(),
            Map.of(),
            List.of(),
            Set.of(),
            List.of(),
            Map.of(),
            Map.of("room", told));
    return Verdict.of(
            Map.of("room", List.of(HELLO, AGAIN)),
            List.of(testimony),
            List.of(new Marker(user, "room", read, unread, 0)))
        .stream()
        .map(Violation::kind)
        .toList();
  }

  @Test
  void aMentionIsWhatTheNewestVersionSaysToWhomHasReadNoneThatSaidSo() {
    EntryKey message = HELLO.key();
    Entry mentioning = version(Entry.Kind.MESSAGE, message, Set.of("bob"), 10);
    Entry again = version(Entry.Kind.EDIT, new EntryKey("ada", "e"), Set.of("bob"), 20);
    Entry not = version(Entry.Kind.EDIT, new EntryKey("ada", "n"), Set.of(), 30);

    assertThat(mentions(0, mentioning)).isEqualTo(1);
    assertThat(mentions(10, mentioning)).isZero();
    assertThat(mentions(0, mentioning, again)).isEqualTo(1);
    assertThat(mentions(10, mentioning, again)).isZero();
    assertThat(mentions(10, HELLO, again)).isEqualTo(1);
    assertThat(mentions(0, mentioning, again, not)).isZero();
  }

  private static Entry version(Entry.Kind kind, EntryKey key, Set<String> mentions, long cursor) {
    return new Entry(kind, key, HELLO.key(), null, "x", mentions, false, cursor, null);
  }

  private static int mentions(long read, Entry... log) {
    Marker marker = new Marker("bob", "room", read, 0, 0);
    List<Entry> entries = List.of(log);
    return new Reading(entries, MessageState.ledToBy(entries), marker).mentions();
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
    Entry young = Entry.message("ada", "young", 100_000_000, 0L);
    Entry old = Entry.message("ada", "old", 120_000_000, 0L);
    Map<EntryKey, Long> view =
        Map.of(HELLO.key(), 10L, young.key(), 100_000_000L, old.key(), 120_000_000L);

    assertThat(judge(List.of(HELLO, young, old), ada(Map.of(), view))).isEmpty();

    Entry wrong = Entry.message("ada", "young", 14_000_000, 0L);
    assertThat(
            judge(
                List.of(HELLO, wrong),
                ada(Map.of(), Map.of(HELLO.key(), 10L, wrong.key(), 14_000_000L))))
        .containsExactly(Kind.OVERLOOKED);
  }

  @Test
  void whatWasReadFromTheHistoryAndIsNotThereIsLost() {
    assertThat(judge(List.of(), ada(Map.of(), Map.of(GONE, 5L)))).containsExactly(Kind.LOST);
  }

  @Test
  void whatCameLiveAndIsNowhereIsLostWhereItWasAcknowledged() {
    Shown withdrawn = new Shown(Map.of(), Map.of(), Set.of(GONE));

    assertThat(judge(List.of(), with(withdrawn, Map.of()))).isEmpty();
    assertThat(judge(List.of(), with(withdrawn, Map.of("gone", new Acknowledgement("room", 5)))))
        .containsExactly(Kind.LOST);
  }

  private static Testimony with(Shown shown, Map<String, Acknowledgement> acknowledged) {
    return new Testimony(
        "ada",
        acknowledged,
        0,
        Map.of("room", shown),
        Map.of(),
        List.of(),
        Set.of(),
        List.of(),
        Map.of(),
        Map.of());
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
    Entry copy = Entry.message("ada", "hello", 20, 10L);
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
