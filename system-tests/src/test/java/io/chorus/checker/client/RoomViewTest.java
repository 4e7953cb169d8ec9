package io.chorus.checker.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RoomViewTest {
  private static final long BEHIND_THE_HORIZON = TimeUnit.SECONDS.toNanos(16);

  private final RoomView view = new RoomView();
  private long now;

  private static Entry message(String id, long cursor, Long prev) {
    return Entry.message("ada", id, cursor, prev);
  }

  private static EntryKey key(String id) {
    return new EntryKey("ada", id);
  }

  /** Ada's, of her own message m. */
  private static Entry change(Entry.Kind kind, String id, String text, long cursor, Long prev) {
    return new Entry(kind, key(id), key("m"), null, text, Set.of(), true, cursor, prev);
  }

  private static Entry reaction(String id, long cursor, Long prev) {
    return change(Entry.Kind.REACTION, id, "x", cursor, prev);
  }

  private static Entry nothing(long cursor, Long prev) {
    EntryKey key = new EntryKey("", Long.toString(cursor));
    return new Entry(Entry.Kind.VOID, key, key, null, null, Set.of(), false, cursor, prev);
  }

  private OptionalLong live(Entry entry) {
    return view.live(entry, now);
  }

  private void read(long after, Entry... entries) {
    view.read(after, List.of(entries), now, now);
  }

  /** While all that it has may still be stored. */
  private Map<EntryKey, Long> places() {
    return view.shown(Set.of(key("a"), key("m"), key("r")), Rules.ALL).places();
  }

  @Test
  void aMessageThatNamesTheOneBeforeItFollowsOn() {
    live(message("a", 10, null));

    assertThat(live(message("b", 20, 10L))).isEmpty();
  }

  @Test
  void aMessageWhosePredecessorIsUnknownSendsBackToTheLastOneBeforeThat() {
    live(message("a", 10, null));

    assertThat(live(message("c", 30, 20L))).hasValue(10);
    assertThat(live(message("d", 40, null))).hasValue(30);
  }

  @Test
  void aMessageWithOnlyFinalOnesBeforeItSendsBackToTheLastOneAndMissesNothingByName() {
    live(message("a", 10, null));

    assertThat(live(message("b", 20, 0L))).hasValue(10);
    assertThat(view.open()).isEmpty();
  }

  @Test
  void theFirstMessageOfAllSendsBackToTheBeginning() {
    assertThat(live(message("b", 20, 10L))).hasValue(0);
  }

  @Test
  void anEntryComingTwiceIsShownOnceAtTheLogsPlace() {
    live(message("a", 10, null));
    live(message("a", 20, null));
    assertThat(places()).containsExactly(Map.entry(key("a"), 10L));

    read(9, message("a", 20, 10L));

    assertThat(places()).containsExactly(Map.entry(key("a"), 20L));
  }

  @Test
  void anEntryComingAtASecondPlaceSendsBackToTheFirstUntilTheLogHasIt() {
    live(reaction("r", 10, 0L));

    assertThat(live(reaction("r", 20, 10L))).hasValue(9);

    assertThat(view.open()).hasValue(9);
    read(9, reaction("r", 20, 10L));
    assertThat(view.open()).isEmpty();
  }

  @Test
  void anEntryThatTheLogHasIsNotInDoubtWhenItComesAgain() {
    read(0, message("a", 10, 0L));

    assertThat(live(message("a", 20, 10L))).isEmpty();

    assertThat(view.open()).isEmpty();
    assertThat(places()).containsExactly(Map.entry(key("a"), 10L));
  }

  @Test
  void theFirstOfTwoPlacesIsNoneWhereTheLogDoesNotHaveItBehindTheHorizon() {
    live(message("a", 10, 0L));
    now += BEHIND_THE_HORIZON;
    live(message("a", 20, 10L));

    read(9);

    assertThat(view.open()).isEmpty();
    assertThat(places()).containsExactly(Map.entry(key("a"), 20L));
  }

  @Test
  void whatCameLiveIsWithdrawnWhenTheLogIsReadPastItBehindTheHorizon() {
    read(0, message("m", 5, 0L));
    live(message("a", 10, 5L));
    live(reaction("r", 20, 10L));

    read(5);
    assertThat(places()).containsKeys(key("a"), key("r"));

    now += BEHIND_THE_HORIZON;
    read(20);
    assertThat(places()).containsKeys(key("a"), key("r"));
    read(5);
    assertThat(places()).containsOnlyKeys(key("m"));
  }

  @Test
  void whatWasWithdrawnIsBackWhenTheLogHasItAfterAll() {
    live(message("a", 10, 0L));
    now += BEHIND_THE_HORIZON;
    read(0);
    assertThat(places()).isEmpty();

    read(9, message("a", 10, 0L));

    assertThat(places()).containsOnlyKeys(key("a"));
  }

  @Test
  void inTheEndOnlyTheLogIsShown() {
    read(0, message("m", 5, 0L));
    live(message("b", 10, 5L));
    live(reaction("s", 20, 10L));

    Shown shown = view.shown(Set.of(key("m")), Rules.ALL);

    assertThat(shown.places()).containsOnlyKeys(key("m"));
    assertThat(shown.states().get(key("m")).reactions()).isEmpty();
    assertThat(shown.withdrawn()).containsExactlyInAnyOrder(key("b"), key("s"));
  }

  @Test
  void whatTheLogNoLongerHasIsStillShown() {
    read(0, message("a", 10, 0L));

    assertThat(view.shown(Set.of(), Rules.ALL).places()).containsOnlyKeys(key("a"));
  }

  @Test
  void aHoleIsThereUntilItIsFilled() {
    read(0, message("a", 10, null), message("c", 30, 20L));
    live(message("d", 40, 30L));
    assertThat(view.open()).hasValue(10);

    read(19, message("b", 20, 10L));

    assertThat(view.open()).isEmpty();
  }

  @Test
  void aHoleIsGivenUpOnceForAll() {
    read(0, message("c", 30, 20L));
    now += BEHIND_THE_HORIZON;

    read(19, message("c", 30, 20L));

    assertThat(view.open()).isEmpty();
    read(0, message("c", 30, 20L));
    assertThat(view.open()).isEmpty();
  }

  @Test
  void aHoleThatAnAnswerShowsIsAsYoungAsTheAnswer() {
    long asked = now;
    now += BEHIND_THE_HORIZON;
    view.read(0, List.of(message("c", 30, 20L)), asked, now);

    read(19, message("c", 30, 20L));

    assertThat(view.open()).hasValue(0);
  }

  @Test
  void aHoleIsReadFromItsBeginningHoweverManyAreInIt() {
    read(0, message("a", 10, 0L));
    view.expect(40, now);

    read(view.open().orElseThrow());
    read(
        view.open().orElseThrow(),
        message("b", 20, 10L),
        message("c", 30, 20L),
        message("d", 40, 30L));

    assertThat(view.open()).isEmpty();
  }

  @Test
  void whatIsSaidToBeThereIsMissingUntilItComes() {
    view.expect(10, now);
    assertThat(view.open()).hasValue(0);

    live(message("a", 10, null));

    assertThat(view.open()).isEmpty();
  }

  @Test
  void whatWasHeardAtAVoidPlaceIsNotThere() {
    read(0, message("m", 10, 0L));
    live(change(Entry.Kind.EDIT, "r", "late", 20, 10L));

    read(10, nothing(20, 10L));

    assertThat(places()).doesNotContainKey(key("r"));
    assertThat(view.open()).isEmpty();
  }

  @Test
  void whatCameAgainAtAVoidPlaceIsNotAtItsFirstEither() {
    read(0, message("m", 5, 0L));
    live(reaction("r", 10, 5L));
    now += BEHIND_THE_HORIZON;
    long after = live(reaction("r", 20, 10L)).orElseThrow();

    read(after, nothing(20, 10L));

    assertThat(places()).containsOnlyKeys(key("m"));
    assertThat(view.open()).isEmpty();
  }
}
