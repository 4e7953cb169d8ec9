package io.chorus.model.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.model.ingest.IngestBatch.Header;
import io.chorus.model.ingest.IngestBatch.Item;
import io.chorus.model.message.Author;
import io.chorus.model.message.ChatMessage;
import io.chorus.model.message.MessageDeletion;
import io.chorus.model.message.MessageEdit;
import io.chorus.model.message.MessageName;
import io.chorus.model.message.MessageReaction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IngestBatchTest {
  private static final Header HEADER = new Header("7", "replies", true, "s1", 1, 5L, null);

  private static ChatMessage message(String id, String metadata) {
    return new ChatMessage(id, "room", "u1", "Ada \"A\"", "a\nb\u2028", metadata, 2000, 1000L);
  }

  private static IngestBatch read(String text) {
    return IngestBatch.read(text).orElseThrow();
  }

  @Test
  void aBatchArrivesAsItWasSent() {
    IngestBatch batch =
        new IngestBatch(
            HEADER, List.of(new Item(12, message("a", null)), new Item(0, message("b", "{}"))));

    assertThat(read(batch.text())).isEqualTo(batch);
    assertThat(batch.text().lines()).hasSize(3);
  }

  @Test
  void itSaysOfWhichTraceAnEntryIs() {
    Map<Integer, String> traces = Map.of(1, "00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01");
    Header header = new Header("7", "replies", false, "s1", 1, null, traces);
    IngestBatch batch =
        new IngestBatch(
            header, List.of(new Item(1, message("a", null)), new Item(1, message("b", null))));

    assertThat(read(batch.text()).header().traces()).isEqualTo(traces);
    assertThat(new IngestBatch(HEADER, List.of()).text()).doesNotContain("traces");
  }

  @Test
  void changesAndAnswersArriveAsTheyWereSent() {
    ChatMessage answer =
        new ChatMessage("b", "room", "u2", "G", "yes", null, new MessageName("u1", "a"), 3000, 2L);
    Author by = new Author("u2", "G");
    IngestBatch batch =
        new IngestBatch(
            HEADER,
            List.of(
                new Item(12, message("a", null)),
                new Item(1, answer),
                new Item(1, new MessageEdit("room", "u1", "a", by, "c1", "x", "{}", 4000, 3000L)),
                new Item(1, new MessageDeletion("room", "u1", "a", by, "c2", 5000, null)),
                new Item(
                    0, new MessageReaction("room", "u1", "a", by, "c3", "👍", true, 6000, 5L))));

    assertThat(read(batch.text())).isEqualTo(batch);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"event\":\"message_pinned\",\"roomId\":\"r\"}",
        "{\"event\":\"message\",\"roomId\":\"r\"}",
        "{\"event\":\"message_deleted\",\"roomId\":\"r\",\"userId\":\"u\",\"id\":\"a\",\"by\":{\"userId\":\"u\",\"username\":\"u\"},\"changeId\":\"c\",\"cursor\":1,\"why\":\"spam\"}"
      })
  void aChangeThatCameLaterIsNotTakenForAnother(String line) {
    IngestBatch read = read(new IngestBatch(HEADER, List.of()).text() + "\n1 " + line);

    assertThat(read.items()).extracting(Item::refused).containsExactly(Refused.UNKNOWN_CONTENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1.50", "\"x\\u0000\"", "\"\\ud800\"", "1e99999999999"})
  void metadataIsNotReadOnTheWay(String metadata) {
    IngestBatch batch = new IngestBatch(HEADER, List.of(new Item(1, message("a", metadata))));

    assertThat(read(batch.text()).items().getFirst().message().metadata()).isEqualTo(metadata);
  }

  @Test
  void metadataMayNestDeeperAndCountLongerThanAnyReaderAllows() {
    for (String metadata :
        List.of("[".repeat(5000) + "]".repeat(5000), "9".repeat(998) + "E5", "9".repeat(5000))) {
      IngestBatch batch = new IngestBatch(HEADER, List.of(new Item(1, message("a", metadata))));

      assertThat(read(batch.text())).isEqualTo(batch);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "5",
        "5 ",
        "5 {}",
        "5 []",
        "5 null",
        "-1 {\"id\":\"a\",\"roomId\":\"r\",\"userId\":\"u\",\"username\":\"u\",\"content\":\"c\",\"cursor\":1}",
        "5 {\"id\":\"a\",\"roomId\":\"r\",\"userId\":\"u\",\"username\":\"u\",\"cursor\":1}",
        "5 {\"id\":\"a\",\"roomId\":\"a b\",\"userId\":\"u\",\"username\":\"u\",\"content\":\"c\",\"cursor\":1}",
        "5 {\"id\":\"a\",\"roomId\":\"r\",\"userId\":\"u\",\"username\":\"u\",\"content\":\"c\",\"cursor\":{}}",
        "99999999999999999999 {}",
        "5 {\"event\":\"message_deleted\",\"roomId\":\"r\",\"userId\":\"u\",\"id\":\"a\",\"changeId\":\"c\",\"cursor\":1}",
        "5 {\"event\":null}",
        "5 {\"event\":",
      })
  void aMessageThatCannotBeReadStandsAlone(String line) {
    IngestBatch good = new IngestBatch(HEADER, List.of(new Item(3, message("a", null))));
    String goodLine = good.text().lines().skip(1).findFirst().orElseThrow();

    IngestBatch read = read(good.text() + "\n" + line + "\n" + goodLine);

    assertThat(read.header()).isEqualTo(HEADER);
    assertThat(read.items()).extracting(Item::isTaken).containsExactly(true, false, true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"kind\":\"edit\"",
        "\"event\":\"message_edited\"",
        "\"replyTo\":{\"userId\":\"u1\",\"id\":\"b\",\"more\":1}",
        "\"later\":null"
      })
  void aMessageInWhichThereIsSomethingUnknownIsNotTakenForAnother(String member) {
    String known = new IngestBatch(HEADER, List.of(new Item(3, message("a", null)))).text();

    IngestBatch read = read(known.substring(0, known.length() - 1) + "," + member + "}");

    assertThat(read.items()).extracting(Item::refused).containsExactly(Refused.UNKNOWN_CONTENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "nonsense", "{}", "[]", "null", "{\"id\":\"7\"}", "{\"replyTo\":\"r\"}"})
  void whatDoesNotSayWhoWantsToBeAnsweredIsNoBatch(String header) {
    assertThat(IngestBatch.read(header)).isEmpty();
    assertThat(IngestBatch.read(header + "\n5 {}")).isEmpty();
  }

  @Test
  void whatALaterVersionAddsIsPassedOver() {
    assertThat(read("{\"id\":\"7\",\"replyTo\":\"r\",\"more\":{}}").header().id()).isEqualTo("7");
  }
}
