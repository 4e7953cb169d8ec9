package io.chorus.history.api;

import static io.chorus.history.Messages.inTime;
import static io.chorus.history.Messages.newRoom;
import static io.restassured.RestAssured.given;
import static java.util.Comparator.comparingLong;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.history.Changes;
import io.chorus.history.log.LogWriter;
import io.chorus.history.log.NewestPlace;
import io.chorus.model.Json;
import io.chorus.model.frame.EntryFrame;
import io.chorus.model.ingest.Refused;
import io.chorus.model.message.Author;
import io.chorus.model.message.ChatMessage;
import io.chorus.model.message.LogEntry;
import io.chorus.model.message.MessageChange;
import io.chorus.model.message.MessageDeletion;
import io.chorus.model.message.MessageEdit;
import io.chorus.stack.test.Backends;
import io.chorus.stack.token.TokenRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages as they are, and the log that led there. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class StateTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Inject LogWriter writer;
  @Inject Pool pool;
  @Inject NewestPlace newest;

  private final String room = newRoom();
  private final Changes changes = new Changes(room);
  private final String path = "/api/history/rooms/" + room;

  private List<LogWriter.Fate> store(LogEntry... entries) {
    return writer.store(inTime(List.of(entries))).await().atMost(PATIENCE).fates();
  }

  private static Response get(String user, String path) {
    return given().auth().oauth2(Backends.tokens().mint(user)).get(path);
  }

  private JsonNode json(String user, String part) throws Exception {
    Response answer = get(user, path + part);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return Json.parse(answer.asString());
  }

  private JsonNode state(String id) throws Exception {
    for (JsonNode message : json("u1", "/messages").path("messages")) {
      if (message.path("id").asText().equals(id)) {
        return message;
      }
    }
    throw new AssertionError("not there: " + id);
  }

  private List<String> log() throws Exception {
    List<String> entries = new ArrayList<>();
    json("u1", "/log").path("entries").forEach(entry -> entries.add(entry.toString()));
    return entries;
  }

  @Test
  void theNewestEditByPlaceIsWhatAMessageSays() throws Exception {
    store(changes.message("a", "{\"k\":1}", 1));
    store(changes.edit("a", "third", 3));
    store(changes.edit("a", "second", "{\"k\":2}", 2));

    JsonNode message = state("a");

    assertThat(message.path("content").asText()).isEqualTo("third");
    assertThat(message.has("metadata")).isFalse();
    assertThat(message.path("editedAt").isIntegralNumber()).isTrue();
    assertThat(message.path("cursor").asLong()).isEqualTo(1);
    assertThat(message.has("deleted")).isFalse();
  }

  @Test
  void thePlaceOfARefusedChangeIsVoidAndTheChainGoesOn() throws Exception {
    long at = Math.max(newest.now(), 1_795_000_000_000_000L) + 1_000_000_000;
    store(
        changes.message("a", at + 1).at(at + 1, 0L),
        changes.deletion("a", at + 2),
        changes.message("b", at + 3));

    for (int sent = 0; sent < 2; sent++) {
      assertThat(store(changes.edit("a", "too late", at + 4)).getFirst().refused())
          .isEqualTo(Refused.DELETED);
    }
    store(changes.message("c", at + 5));

    assertThat(log()).hasSize(5);
    assertThat(log().get(3))
        .isEqualTo(
            "{\"event\":\"void\",\"data\":{\"roomId\":\"%s\",\"timestamp\":%d,\"cursor\":%d,\"prev\":%d}}"
                .formatted(room, (at + 4) / 1000, at + 4, at + 3));
    assertThat(json("u1", "/messages").path("asOf").asLong()).isEqualTo(at + 5);
  }

  @Test
  void allOrdersInWhichEntriesComeLeadToTheSameState() throws Exception {
    // Not so old that what is missing never was.
    long at = Math.max(newest.now(), 1_795_000_000_000_000L) + 1_000_000_000;
    List<LogEntry> entries =
        List.of(
            changes.message("a", at + 1),
            changes.edit("a", "two", at + 2),
            changes.reaction("a", "u2", "👍", true, at + 3),
            changes.reaction("a", "u2", "👍", false, at + 4),
            changes.reaction("a", "u3", "👍", true, at + 5),
            changes.edit("a", "six", at + 6),
            changes.message("b", at + 7),
            changes.deletion("b", at + 8),
            changes.reply("c", "a", at + 9));
    store(entries.toArray(LogEntry[]::new));
    JsonNode expected = json("u3", "/messages");
    Random random = new Random(7);
    for (int round = 0; round < 6; round++) {
      String other = newRoom();
      List<LogEntry> moved = new ArrayList<>(entries.stream().map(e -> in(other, e)).toList());
      Collections.shuffle(moved, random);
      for (List<LogEntry> part : parts(moved, round)) {
        store(part.toArray(LogEntry[]::new));
        store(part.getFirst());
      }
      JsonNode found =
          Json.parse(get("u3", "/api/history/rooms/" + other + "/messages").asString());
      assertThat(found.toString()).isEqualTo(expected.toString().replace(room, other));
    }
  }

  private static List<List<LogEntry>> parts(List<LogEntry> entries, int size) {
    int length = size + 1;
    return IntStream.iterate(0, i -> i < entries.size(), i -> i + length)
        .mapToObj(i -> entries.subList(i, Math.min(entries.size(), i + length)))
        .toList();
  }

  private static LogEntry in(String room, LogEntry entry) {
    try {
      String text = Json.text(entry).replace(entry.roomId(), room);
      return entry instanceof ChatMessage
          ? Json.readAll(text, ChatMessage.class)
          : Json.readAll(text, MessageChange.class);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void reactionsAreCountedByKindAndSayWhoseTheyAre() throws Exception {
    store(
        changes.message("a", 1),
        changes.reaction("a", "u2", "👍", true, 2),
        changes.reaction("a", "u1", "👍", true, 3),
        changes.reaction("a", "u1", "🎉", true, 4),
        changes.reaction("a", "u1", "🎉", false, 5),
        changes.reaction("a", "u3", "👀", true, 6));

    JsonNode reactions = state("a").path("reactions");

    assertThat(reactions).hasSize(2);
    assertThat(reactions.get(0).path("reaction").asText()).isEqualTo("👍");
    assertThat(reactions.get(0).path("count").asInt()).isEqualTo(2);
    assertThat(reactions.get(0).path("me").asBoolean()).isTrue();
    assertThat(reactions.get(0).path("users").toString())
        .isEqualTo(
            "[{\"userId\":\"u2\",\"username\":\"U2\"},{\"userId\":\"u1\",\"username\":\"U1\"}]");
    assertThat(reactions.get(1).path("me").asBoolean()).isFalse();
    assertThat(reactions.get(0).has("more")).isFalse();
  }

  @Test
  void countsEndAt99() throws Exception {
    store(changes.message("a", 1));
    LogEntry[] many =
        IntStream.rangeClosed(2, 131)
            .mapToObj(
                i ->
                    i <= 120
                        ? changes.reaction("a", "user" + i, "👍", true, i)
                        : changes.reply("reply" + i, "a", i))
            .toArray(LogEntry[]::new);
    store(many);
    store(
        IntStream.range(132, 232)
            .mapToObj(i -> changes.reply("r" + i, "a", i))
            .toArray(LogEntry[]::new));

    JsonNode message = json("u1", "/messages?after=0&limit=1").path("messages").get(0);

    assertThat(message.path("reactions").get(0).path("count").asInt()).isEqualTo(99);
    assertThat(message.path("reactions").get(0).path("more").asBoolean()).isTrue();
    assertThat(message.path("reactions").get(0).path("users")).hasSize(5);
    assertThat(message.path("replies").asInt()).isEqualTo(99);
    assertThat(message.path("more").asBoolean()).isTrue();
  }

  @Test
  void whatWasTakenBackHidesNothingThatIsThere() throws Exception {
    store(changes.message("a", 1));
    for (int from = 0; from < 2_100; from += 300) {
      store(
          IntStream.range(from, from + 300)
              .mapToObj(i -> changes.reaction("a", "0mallory", "r" + i, false, 2 + i))
              .toArray(LogEntry[]::new));
    }
    store(changes.reaction("a", "zoe", "👍", true, 3_000));

    assertThat(state("a").path("reactions")).hasSize(1);
  }

  @Test
  void whatIsDeletedKeepsItsPlaceAndNothingOfItsContentIsLeft() throws Exception {
    store(
        changes.message("a", "{\"secret\":\"of a\"}", 1),
        changes.edit("a", "secret edit", "{\"secret\":2}", 2),
        changes.reaction("a", "u2", "👍", true, 3));
    store(changes.deletion("a", 5));
    store(changes.edit("a", "secret late", "{\"secret\":4}", 4));

    JsonNode message = state("a");
    assertThat(message.path("deleted").asBoolean()).isTrue();
    assertThat(message.path("content").asText()).isEmpty();
    assertThat(message.has("metadata") || message.has("reactions") || message.has("editedAt"))
        .isFalse();
    assertThat(String.join("", log())).doesNotContain("secret", "says a");
    assertThat(
            rows(
                "SELECT content || coalesce(metadata, '') FROM history.message WHERE room_id = $1"))
        .containsExactly("");
    assertThat(
            rows(
                "SELECT content || coalesce(metadata, '') FROM history.change"
                    + " WHERE room_id = $1 AND event = 'message_edited'"))
        .containsExactly("", "");
  }

  private List<String> rows(String statement) {
    List<String> rows = new ArrayList<>();
    pool.preparedQuery(statement)
        .execute(Tuple.of(room))
        .await()
        .atMost(PATIENCE)
        .forEach(row -> rows.add(row.getString(0)));
    return rows;
  }

  @Test
  void aDeletionAheadOfItsMessageHidesIt() throws Exception {
    store(changes.deletion("a", 2));
    store(changes.message("a", 1));

    assertThat(state("a").path("content").asText()).isEmpty();
    assertThat(String.join("", log())).doesNotContain("says a");
  }

  @Test
  void whatWasDeletedIsNotChangedAnyMore() {
    store(changes.message("a", 1), changes.deletion("a", 2));

    List<LogWriter.Fate> fates =
        store(
            changes.edit("a", "again", 3),
            changes.reaction("a", "u2", "👍", true, 4),
            changes.deletion("a", 5));

    assertThat(fates)
        .extracting(LogWriter.Fate::refused)
        .containsExactly(Refused.DELETED, Refused.DELETED, Refused.DELETED);
    assertThat(store(changes.deletion("a", 2)).getFirst().cursor()).isEqualTo(2);
  }

  @Test
  void aChangeOfWhatIsNotThereIsTakenAndRefusedOnceItNeverWas() throws Exception {
    long now = 1_795_000_000_000_000L;
    store(changes.message("old", now));

    assertThat(store(changes.edit("never", "x", now - 20_000_000)).getFirst().refused()).isNull();
    assertThat(json("u1", "/messages").path("messages")).hasSize(1);
    assertThat(store(changes.edit("never", "y", now + 1)).getFirst().refused())
        .isEqualTo(Refused.NOT_FOUND);
  }

  @Test
  void aUserHasTwentyDifferentReactionsToAMessageAtTheMost() {
    store(changes.message("a", 1));
    List<LogEntry> reactions = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      reactions.add(changes.reaction("a", "u2", "r" + i, true, 10 + i));
    }
    reactions.add(changes.reaction("a", "u3", "r0", true, 50));

    List<LogWriter.Fate> fates = store(reactions.toArray(LogEntry[]::new));

    assertThat(fates.stream().filter(fate -> fate.refused() == Refused.TOO_MANY)).hasSize(5);
    assertThat(fates.getLast().refused()).isNull();
    assertThat(store(changes.reaction("a", "u2", "r3", true, 60)).getFirst().refused()).isNull();
    assertThat(store(changes.reaction("a", "u2", "new", true, 61)).getFirst().refused())
        .isEqualTo(Refused.TOO_MANY);
    assertThat(
            store(
                    changes.reaction("a", "u2", "r3", false, 62),
                    changes.reaction("a", "u2", "new", true, 63))
                .getLast()
                .refused())
        .isNull();
  }

  @Test
  void aChangeThatTheDatabaseRefusesDoesNotHoldBackTheOthers() {
    store(changes.message("a", 1));

    List<LogWriter.Fate> fates =
        store(
            changes.edit("a", "good", 2),
            changes.edit("a", "b\u0000ad", 3),
            changes.message("b", 4),
            changes.reaction("a", "u2", "👍", true, 5));

    assertThat(fates).extracting(LogWriter.Fate::cursor).containsExactly(2L, 0L, 4L, 5L);
  }

  @Test
  void theLogIsEveryEntryAsItWasLiveInOrder() throws Exception {
    List<LogEntry> entries =
        List.of(
            changes.message("a", "{\"k\":1.50}", 1),
            changes.edit("a", "new", "{\"k\":[2]}", 2),
            changes.reaction("a", "u2", "👍", true, 3),
            changes.reply("b", "a", 4),
            changes.message("c", 5),
            changes.deletion("c", 6));
    store(entries.toArray(LogEntry[]::new));

    List<String> log = log();

    assertThat(log).hasSize(6);
    for (int i : List.of(0, 1, 2, 3, 5)) {
      assertThat(log.get(i)).isEqualTo(EntryFrame.of(entries.get(i)));
    }
    assertThat(log.get(4)).isEqualTo(EntryFrame.of(entries.get(4)).replace("says c", ""));
    JsonNode part = json("u1", "/log?after=2&limit=2");
    assertThat(part.path("entries").get(0).path("data").path("cursor").asLong()).isEqualTo(3);
    assertThat(part.path("entries")).hasSize(2);
    assertThat(part.path("hasMore").asBoolean()).isTrue();
    assertThat(json("u1", "/log?after=4&limit=2").path("hasMore").asBoolean()).isFalse();
  }

  @Test
  void theStateIsThatOfTheLastPlaceBehindWhichNothingIsMissing() throws Exception {
    long now = Math.max(newest.now(), 1_795_000_000_000_000L) + 1_000_000_000;
    LogEntry missing = changes.reaction("a", "u2", "👍", true, now + 2).at(now + 2, now + 1);
    store(
        changes.message("a", now).at(now, 0L),
        changes.edit("a", "whole", now + 1).at(now + 1, now),
        changes.edit("a", "behind a hole", now + 3).at(now + 3, now + 2),
        changes.reaction("a", "u3", "🎉", true, now + 4).at(now + 4, now + 3));

    JsonNode holed = json("u1", "/messages");
    assertThat(holed.path("asOf").asLong()).isEqualTo(now + 1);
    assertThat(holed.path("messages").get(0).path("content").asText()).isEqualTo("whole");
    assertThat(holed.path("messages").get(0).has("reactions")).isFalse();

    store(missing);
    JsonNode whole = json("u1", "/messages");
    assertThat(whole.path("asOf").asLong()).isEqualTo(now + 4);
    assertThat(whole.path("messages").get(0).path("content").asText()).isEqualTo("behind a hole");
    assertThat(whole.path("messages").get(0).path("reactions")).hasSize(2);

    // What is old enough is final: a hole there is none.
    store(changes.message("later", now + 20_000_000).at(now + 20_000_000, now + 10));
    assertThat(json("u1", "/messages").path("asOf").asLong()).isEqualTo(now + 20_000_000);
  }

  @Test
  void anAnswerCountsUntilThePlaceOfItsDeletion() throws Exception {
    long now = Math.max(newest.now(), 1_795_000_000_000_000L) + 1_000_000_000;
    store(
        changes.message("a", now).at(now, 0L),
        changes.reply("b", "a", now + 1).at(now + 1, now),
        new MessageDeletion(room, "u2", "b", new Author("u2", "Bob"), "d", now + 3, now + 2));
    assertThat(json("u1", "/messages").path("asOf").asLong()).isEqualTo(now + 1);
    assertThat(state("a").path("replies").asInt()).isEqualTo(1);

    store(changes.message("c", now + 2).at(now + 2, now + 1));
    assertThat(json("u1", "/messages").path("asOf").asLong()).isEqualTo(now + 3);
    assertThat(state("a").has("replies")).isFalse();
  }

  @Test
  void anEmptyRoomIsAsOfItsBeginning() throws Exception {
    assertThat(json("u1", "/messages").path("asOf").asLong()).isZero();
    assertThat(json("u1", "/log").path("entries")).isEmpty();
  }

  @Test
  void versionsAreForTheSenderAndForModerators() throws Exception {
    store(changes.message("a", 1), changes.edit("a", "two", 2));
    store(
        new MessageEdit(
            room, "u1", "a", new Author("mod", "Mod"), "m1", "three", "{\"k\":1}", 3, 2L));
    String one = "/messages/u1/a";

    JsonNode mine = json("u1", one);

    assertThat(mine.path("message").path("content").asText()).isEqualTo("three");
    assertThat(mine.path("versions")).hasSize(3);
    assertThat(mine.path("versions").get(0).path("content").asText()).isEqualTo("says a");
    assertThat(mine.path("versions").get(2).path("by").path("userId").asText()).isEqualTo("mod");
    assertThat(json("u2", one).has("versions")).isFalse();
    String moderator = Backends.tokens().mint(TokenRequest.user("m").withRoles("moderator"));
    assertThat(given().auth().oauth2(moderator).get(path + one).jsonPath().getList("versions"))
        .hasSize(3);
    assertThat(get("u1", path + "/messages/u1/none").statusCode()).isEqualTo(404);
    assertThat(get("u1", path + "/messages/u1/b%21d").statusCode()).isEqualTo(400);
  }

  @Test
  void repliesAreFoundByWhatTheyAnswer() throws Exception {
    store(
        changes.message("a", 1),
        changes.reply("b", "a", 2),
        changes.message("c", 3),
        changes.reply("d", "a", 4),
        changes.reply("e", "c", 5));

    JsonNode replies = json("u1", "/messages/u1/a/replies?limit=1");
    assertThat(replies.path("messages").get(0).path("id").asText()).isEqualTo("b");
    assertThat(replies.path("messages").get(0).path("replyTo").toString())
        .isEqualTo("{\"userId\":\"u1\",\"id\":\"a\"}");
    assertThat(replies.path("hasMore").asBoolean()).isTrue();
    assertThat(json("u1", "/messages/u1/a/replies?after=2").path("messages")).hasSize(1);
    assertThat(state("a").path("replies").asInt()).isEqualTo(2);
    assertThat(state("b").has("replies")).isFalse();
  }

  @Test
  void editsPastTheirPageStillPageByMessages() throws Exception {
    List<LogEntry> entries = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      entries.add(changes.message("m" + i, 10 * i + 1));
      entries.add(changes.edit("m" + i, "edited " + i, 10 * i + 2));
    }
    entries.sort(comparingLong(LogEntry::cursor));
    store(entries.toArray(LogEntry[]::new));

    JsonNode page = json("u1", "/messages?limit=10&before=201");

    assertThat(page.path("messages")).hasSize(10);
    assertThat(page.path("messages").get(9).path("content").asText()).isEqualTo("edited 19");
    assertThat(page.path("hasMore").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/log", "/messages/u1/a", "/messages/u1/a/replies"})
  void aRoomThatTheTokenDoesNotAllowIsForbidden(String part) {
    String token = Backends.tokens().mint(TokenRequest.user("u1").withRooms("team-*"));

    assertThat(given().auth().oauth2(token).get(path + part).statusCode()).isEqualTo(403);
    assertThat(given().get(path + part).statusCode()).isEqualTo(401);
  }
}
