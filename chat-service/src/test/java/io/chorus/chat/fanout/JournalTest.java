package io.chorus.chat.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.chat.fanout.Journal.Page;
import io.chorus.chat.fanout.Journal.Place;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JournalTest {
  private static final long START = 1_000;

  private final AtomicLong nanos = new AtomicLong();
  private final Journal journal = new Journal(2_000, Duration.ofSeconds(120), nanos::get, START);
  private Page one;
  private Page two;

  @BeforeEach
  void keep() {
    journal.keep();
    one = journal.page();
    two = journal.page();
  }

  private long add(Page page, String frame) {
    Delivery delivery = Delivery.of(Buffer.buffer("e -\n" + frame));
    page.add(delivery);
    return delivery.number();
  }

  private List<String> since(Place... places) {
    List<Delivery.Past> events = journal.since(List.of(places));
    return events == null
        ? null
        : events.stream().map(e -> new String(e.frame(), StandardCharsets.UTF_8)).toList();
  }

  @Test
  void whatCameAfterAnEventIsGivenInOrderOverAllTopics() {
    long place = add(one, "a");
    add(two, "b");
    add(one, "c");
    add(two, "d");

    assertThat(since(new Place(one, place), new Place(two, place))).containsExactly("b", "c", "d");
  }

  @Test
  void eachTopicHasAPlaceOfItsOwn() {
    long place = add(one, "a");
    add(two, "b");
    long joined = journal.last();
    add(two, "c");

    assertThat(since(new Place(one, place), new Place(two, joined))).containsExactly("c");
  }

  @Test
  void whatMayBeDroppedIsNotKept() {
    long place = add(one, "a");
    Delivery hint = Delivery.of(Buffer.buffer("h -\nhint"));
    one.add(hint);

    assertThat(hint.number()).isZero();
    assertThat(since(new Place(one, place))).isEmpty();
  }

  @Test
  void whatIsForgottenForItsBytesIsKnownToBe() {
    long place = add(one, "a");
    long next = add(one, "b");
    add(two, "x".repeat(1_800));

    assertThat(since(new Place(one, place))).isNull();
    assertThat(since(new Place(one, next))).isEmpty();
  }

  @Test
  void whatIsForgottenForItsAgeIsKnownToBe() {
    long place = add(one, "a");
    add(one, "b");
    nanos.addAndGet(Duration.ofSeconds(121).toNanos());

    assertThat(since(new Place(one, place))).isNull();
  }

  @Test
  void whoWasThereFromTheBeginningOfATopicMissesNothingOfIt() {
    long before = journal.last();
    Page later = journal.page();
    add(later, "a");

    assertThat(since(new Place(later, before))).containsExactly("a");
  }

  @Test
  void nothingIsKnownOverAnInterruption() {
    long place = add(one, "a");
    journal.interrupted();

    assertThat(since(new Place(one, place))).isNull();
    assertThat(since(new Place(one, journal.last()))).isEmpty();
  }

  @Test
  void nothingIsKnownOfWhatCameBeforeAnybodyAsked() {
    Journal idle = new Journal(2_000, Duration.ofSeconds(120), nanos::get, START);
    Page page = idle.page();
    long place = idle.last();
    add(page, "a");
    idle.keep();

    assertThat(idle.since(List.of(new Place(page, place)))).isNull();
    assertThat(idle.since(List.of(new Place(page, idle.last())))).isEmpty();
  }

  @Test
  void itKnowsWhichNumbersAreItsOwn() {
    long number = add(one, "a");

    assertThat(journal.hasBeenAt(START)).isTrue();
    assertThat(journal.hasBeenAt(number)).isTrue();
    assertThat(journal.hasBeenAt(START - 1)).isFalse();
    assertThat(journal.hasBeenAt(number + 1)).isFalse();
  }
}
