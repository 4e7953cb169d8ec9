package io.chorus.checker.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoomViewTest {
  private final RoomView view = new RoomView();

  private static Entry message(String id, long cursor, Long prev) {
    return Entry.message("ada", id, cursor, prev);
  }

  @Test
  void aMessageThatNamesTheOneBeforeItFollowsOn() {
    view.live(message("a", 10, null));

    assertThat(view.live(message("b", 20, 10L))).isEmpty();
  }

  @Test
  void aMessageWhosePredecessorIsUnknownSendsBackToTheLastOneBeforeThat() {
    view.live(message("a", 10, null));

    assertThat(view.live(message("c", 30, 20L))).hasValue(10);
    assertThat(view.live(message("d", 40, null))).hasValue(30);
  }

  @Test
  void aMessageWithOnlyFinalOnesBeforeItSendsBackToTheLastOneAndMissesNothingByName() {
    view.live(message("a", 10, null));

    assertThat(view.live(message("b", 20, 0L))).hasValue(10);
    assertThat(view.isWhole(0)).isTrue();
  }

  @Test
  void theFirstMessageOfAllSendsBackToTheBeginning() {
    assertThat(view.live(message("b", 20, 10L))).hasValue(0);
  }

  @Test
  void aMessageComingTwiceIsShownOnceAtTheHistorysPlace() {
    view.live(message("a", 10, null));
    view.live(message("a", 20, null));
    assertThat(view.places()).containsExactly(Map.entry(new EntryKey("ada", "a"), 10L));

    view.stored(List.of(message("a", 20, 10L)));

    assertThat(view.places()).containsExactly(Map.entry(new EntryKey("ada", "a"), 20L));
  }

  @Test
  void aMessageComingAtASecondPlaceSendsBackUntilTheHistoryHasIt() {
    view.live(message("a", 10, null));

    assertThat(view.live(message("a", 20, 10L))).hasValue(9);

    assertThat(view.isWhole(9)).isFalse();
    view.stored(List.of(message("a", 20, 10L)));
    assertThat(view.isWhole(9)).isTrue();
  }

  @Test
  void aHoleIsThereUntilItIsFilled() {
    view.stored(List.of(message("a", 10, null), message("c", 30, 20L)));
    view.live(message("d", 40, 30L));
    assertThat(view.isWhole(0)).isFalse();
    assertThat(view.isWhole(20)).isTrue();

    view.stored(List.of(message("b", 20, 10L)));

    assertThat(view.isWhole(0)).isTrue();
  }

  @Test
  void whatIsSaidToBeThereIsMissingUntilItComes() {
    view.expect(10);
    assertThat(view.isWhole(0)).isFalse();

    view.live(message("a", 10, null));

    assertThat(view.isWhole(0)).isTrue();
  }

  @Test
  void whatWasHeardAtAVoidPlaceIsNotThere() {
    EntryKey refused = new EntryKey("ada", "c1");
    Entry edit =
        new Entry(
            Entry.Kind.EDIT,
            refused,
            new EntryKey("ada", "m"),
            null,
            "late",
            Set.of(),
            false,
            20,
            10L);
    EntryKey nothing = new EntryKey("", "20");
    Entry place =
        new Entry(Entry.Kind.VOID, nothing, nothing, null, null, Set.of(), false, 20, 10L);
    RoomView room = new RoomView();
    room.stored(List.of(Entry.message("ada", "m", 10, 0L)));
    room.live(edit);

    room.stored(List.of(place));

    assertThat(room.places()).doesNotContainKey(refused);
    assertThat(room.isWhole(0)).isTrue();
  }
}
