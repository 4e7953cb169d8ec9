package io.chorus.checker.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.checker.client.Page.Question;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {
  private static final String ROOM = "room";
  private final Known known = new Known();

  private static Page page(Question question, boolean hasMore, Long... cursors) {
    return new Page(
        question.roomId(),
        question.after(),
        question.before(),
        question.limit(),
        List.of(cursors),
        hasMore);
  }

  private List<Long> missing(Page page, long asked) {
    return known.missing(ROOM, page.from(), page.upTo(), asked, page.cursors());
  }

  private long afterStoring(long... cursors) {
    for (long cursor : cursors) {
      known.stored(ROOM, cursor);
    }
    return System.nanoTime() + 1;
  }

  @Test
  void aPageLacksWhatWasKnownBeforeItWasAskedForAndIsInItsRange() {
    long asked = afterStoring(10, 20, 30);

    assertThat(missing(page(Question.newest(ROOM, 9), false, 10L, 30L), asked))
        .containsExactly(20L);
    assertThat(missing(page(Question.after(ROOM, 10, 9), false, 20L), asked)).containsExactly(30L);
    assertThat(missing(page(Question.before(ROOM, 30, 9), false, 20L), asked)).containsExactly(10L);
    assertThat(missing(page(Question.newest(ROOM, 9), false), asked)).hasSize(3);
  }

  @Test
  void whereThereIsMoreThePageCoversItsRowsAlone() {
    long asked = afterStoring(10, 20, 30);

    assertThat(missing(page(Question.newest(ROOM, 1), true, 30L), asked)).isEmpty();
    assertThat(missing(page(Question.after(ROOM, 5, 2), true, 10L, 20L), asked)).isEmpty();
    assertThat(missing(page(Question.after(ROOM, 5, 2), true, 10L, 30L), asked))
        .containsExactly(20L);
    assertThat(missing(page(Question.before(ROOM, 30, 1), true, 20L), asked)).isEmpty();
    assertThat(missing(page(Question.before(ROOM, 30, 1), true, 10L), asked)).containsExactly(20L);
  }

  @Test
  void whatBecameKnownMeanwhileMayBeMissing() {
    long asked = System.nanoTime() - 1;
    afterStoring(10);

    assertThat(missing(page(Question.newest(ROOM, 9), false), asked)).isEmpty();
  }

  @Test
  void rowsAreInOrderEachOnceAndWithinTheBounds() {
    assertThat(page(Question.after(ROOM, 10, 9), false, 20L, 30L).isWellFormed()).isTrue();
    assertThat(page(Question.after(ROOM, 10, 9), false, 20L, 20L).isWellFormed()).isFalse();
    assertThat(page(Question.after(ROOM, 10, 9), false, 10L).isWellFormed()).isFalse();
    assertThat(page(Question.before(ROOM, 10, 9), false, 10L).isWellFormed()).isFalse();
    assertThat(page(Question.newest(ROOM, 1), false, 10L, 20L).isWellFormed()).isFalse();
  }

  @Test
  void whatWasLiveAndIsNotInTheNewestPageMakesItStale() {
    known.live(ROOM, 10);
    known.live(ROOM, 20);
    long asked = System.nanoTime() + 1_000;

    assertThat(known.staleness(ROOM, 20, asked)).isEmpty();
    assertThat(known.staleness(ROOM, 10, asked)).isPresent();
  }
}
