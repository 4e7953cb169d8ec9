package io.chorus.checker.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.checker.client.Entry.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MessageStateTest {
  private static final Entry HELLO = Entry.message("ada", "hello", 10, 0L);

  private static Entry change(Kind kind, String by, String text, boolean on, long cursor) {
    EntryKey key = new EntryKey(by, "c" + cursor);
    return new Entry(kind, key, HELLO.key(), null, text, Set.of(), on, cursor, cursor - 1);
  }

  private static MessageState of(Entry... entries) {
    List<Entry> all = new ArrayList<>(List.of(entries));
    MessageState state = MessageState.ledToBy(all).get(HELLO.key());
    for (int seed = 0; seed < 5; seed++) {
      Collections.shuffle(all, new Random(seed));
      assertThat(MessageState.ledToBy(all).get(HELLO.key())).isEqualTo(state);
    }
    return state;
  }

  @Test
  void theNewestEditByPlaceCounts() {
    assertThat(
            of(
                HELLO,
                change(Kind.EDIT, "ada", "two", false, 20),
                change(Kind.EDIT, "ada", "three", false, 30)))
        .isEqualTo(new MessageState("three", false, Map.of(), 0));
  }

  @Test
  void reactionsCountOfEachUserTheNewest() {
    assertThat(
            of(
                HELLO,
                change(Kind.REACTION, "bob", "x", true, 20),
                change(Kind.REACTION, "bob", "x", false, 30),
                change(Kind.REACTION, "cid", "x", true, 40),
                change(Kind.REACTION, "cid", "y", true, 50)))
        .isEqualTo(new MessageState("hello", false, Map.of("x", 1, "y", 1), 0));
  }

  @Test
  void aDeletionIsTheEndOfAllButItsAnswers() {
    Entry answer =
        new Entry(
            Kind.MESSAGE,
            new EntryKey("bob", "a"),
            new EntryKey("bob", "a"),
            HELLO.key(),
            "answer",
            Set.of(),
            false,
            50,
            40L);
    assertThat(
            of(
                HELLO,
                change(Kind.DELETION, "ada", null, false, 20),
                change(Kind.EDIT, "ada", "late", false, 30),
                change(Kind.REACTION, "bob", "x", true, 40),
                answer))
        .isEqualTo(new MessageState("", true, Map.of(), 1));
  }
}
