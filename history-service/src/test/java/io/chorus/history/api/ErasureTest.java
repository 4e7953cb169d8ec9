package io.chorus.history.api;

import static io.chorus.history.Messages.inTime;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.bus.Bus;
import io.chorus.history.Changes;
import io.chorus.history.log.LogWriter;
import io.chorus.history.log.LogWriter.Fate;
import io.chorus.history.log.NewestPlace;
import io.chorus.model.Json;
import io.chorus.model.erasure.ErasureAnswer;
import io.chorus.model.erasure.ErasureChannels;
import io.chorus.model.erasure.ErasureRequest;
import io.chorus.model.ingest.Refused;
import io.chorus.model.message.Author;
import io.chorus.model.message.ChatMessage;
import io.chorus.model.message.LogEntry;
import io.chorus.model.message.MessageEdit;
import io.chorus.model.message.MessageName;
import io.chorus.model.message.MessageReaction;
import io.chorus.model.room.RoomId;
import io.chorus.model.room.RoomKeys;
import io.chorus.stack.test.Backends;
import io.chorus.stack.token.TokenRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of a user who was erased, and what is given out of one who is there. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class ErasureTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ERASURES = "/api/history/erasures/";

  @Inject LogWriter writer;
  @Inject NewestPlace newest;
  @Inject Bus bus;
  @Inject Pool pool;

  private final String suffix = UUID.randomUUID().toString().substring(0, 8);
  private final String user = "user-" + suffix;
  private final String room = "room-" + suffix;
  private final String requestId = "erase-" + suffix;
  private final Changes others = new Changes(room);
  private final List<String> asked = new CopyOnWriteArrayList<>();

  /** Inboxes that are empty at the second question. */
  @BeforeEach
  void answerForTheInboxes() throws Exception {
    bus.subscribe(
            ErasureChannels.REQUESTS,
            text -> {
              ErasureRequest request = ErasureRequest.read(text.toString()).orElseThrow();
              boolean isDone = asked.contains(request.userId());
              if (request.userId() != null) {
                asked.add(request.userId());
              }
              bus.answer(request.replyTo(), Json.text(new ErasureAnswer(request.id(), isDone)));
            })
        .toCompletionStage()
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
  }

  @AfterEach
  void stopAnswering() {
    bus.unsubscribe(ErasureChannels.REQUESTS);
  }

  private List<Fate> store(LogEntry... entries) {
    return writer.store(inTime(List.of(entries))).await().atMost(PATIENCE).fates();
  }

  private ChatMessage own(String id, long cursor) {
    return new ChatMessage(
        id, room, user, "Name of " + user, "by " + user, "{\"k\":1}", cursor, cursor - 1);
  }

  private Author author() {
    return new Author(user, "Name of " + user);
  }

  private MessageReaction reaction(String sender, String id, long cursor) {
    return new MessageReaction(
        room, sender, id, author(), "c" + cursor, "👍", true, cursor, cursor - 1);
  }

  private static RequestSpecification as(String caller, String... roles) {
    return given()
        .auth()
        .oauth2(Backends.tokens().mint(TokenRequest.user(caller).withRoles(roles)))
        .contentType("application/json");
  }

  private static JsonNode get(String path) throws Exception {
    return Json.parse(as("reader").get(path).then().statusCode(200).extract().asString());
  }

  private Response ask(String id, String userId) {
    return as("officer", "admin").body("{\"userId\":\"" + userId + "\"}").put(ERASURES + id);
  }

  private void erase() {
    assertThat(ask(requestId, user).statusCode()).isEqualTo(202);
    // What is stored later makes the log final up to where it was.
    store(new Changes("later-" + suffix).message("m", newest.now() + 60_000_000));
    Awaitility.await().atMost(PATIENCE).until(() -> ask(requestId, user).statusCode() == 200);
  }

  private long rows(String table) {
    return pool.query(
            "SELECT count(*) FROM history." + table + " AS t WHERE t::text LIKE '%" + user + "%'")
        .execute()
        .await()
        .atMost(PATIENCE)
        .iterator()
        .next()
        .getLong(0);
  }

  @Test
  void placesAndCountsStayAndNothingElseIsLeft() throws Exception {
    long at = newest.now() + 1_000_000_000;
    List<String> told = new CopyOnWriteArrayList<>();
    bus.subscribe(RoomKeys.channel(new RoomId(room)), text -> told.add(text.toString()))
        .toCompletionStage()
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
    store(
        others.message("a", "{\"mentions\":[\"" + user + "\"]}", at + 1).at(at + 1, 0L),
        own("b", at + 2),
        new ChatMessage(
            "answer", room, "u2", "Bob", "to it", null, new MessageName(user, "b"), at + 3, at + 2),
        new MessageEdit(room, user, "b", author(), "c4", "edited by " + user, null, at + 4, at + 3),
        reaction("u1", "a", at + 5),
        new MessageReaction(
            room, user, "b", new Author("u2", "Bob"), "c6", "👀", true, at + 6, at + 5),
        others.reaction("a", "u2", "👍", true, at + 7),
        own("mine", at + 8));
    as(user).body("{\"cursor\":" + at + "}").put("/api/history/rooms/" + room + "/read");

    erase();

    for (String table :
        List.of("member", "mention", "reaction", "searchable", "change", "erasure")) {
      assertThat(rows(table)).as(table).isZero();
    }
    // Whom others speak of is theirs to say.
    assertThat(rows("message")).isEqualTo(1);
    JsonNode page = get("/api/history/rooms/" + room + "/messages");
    JsonNode messages = page.path("messages");
    assertThat(messages)
        .extracting(message -> message.path("id").asText())
        .containsExactly("a", "b", "answer", "mine");
    assertThat(page.path("asOf").asLong()).isEqualTo(at + 8);
    JsonNode gone = messages.get(1);
    assertThat(gone.path("deleted").asBoolean()).isTrue();
    assertThat(gone.path("content").asText()).isEmpty();
    assertThat(gone.has("metadata")).isFalse();
    assertThat(gone.path("username").asText()).isEmpty();
    assertThat(gone.path("userId").asText()).startsWith("erased-");
    assertThat(gone.path("replies").asInt()).isEqualTo(1);
    assertThat(messages.get(2).at("/replyTo/userId").asText())
        .isEqualTo(gone.path("userId").asText());
    JsonNode reactions = messages.get(0).path("reactions");
    assertThat(reactions).hasSize(1);
    assertThat(reactions.get(0).path("count").asInt()).isEqualTo(1);

    JsonNode log = get("/api/history/rooms/" + room + "/log");
    assertThat(log.path("entries")).hasSize(8);
    assertThat(log.toString()).doesNotContain("by " + user).doesNotContain("Name of");
    long before = 0;
    for (JsonNode entry : log.path("entries")) {
      assertThat(entry.at("/data/prev").asLong()).isEqualTo(before);
      before = entry.at("/data/cursor").asLong();
    }
    assertThat(told)
        .contains(
            ("e -\n{\"event\":\"user_erased\",\"data\":{\"roomId\":\"%s\",\"userId\":\"%s\","
                    + "\"placeholder\":\"%s\"}}")
                .formatted(room, user, gone.path("userId").asText()));
    assertThat(asked).containsExactly(user, user);
  }

  @Test
  void whoWritesAgainHasTheRoomAgainAtOnce() throws Exception {
    long at = newest.now() + 1_000_000_000;
    store(own("a", at + 1));
    erase();
    assertThat(rows("member")).isZero();

    store(own("b", newest.now() + 1));

    assertThat(rows("member")).isEqualTo(1);
  }

  @Test
  void whatWasErasedIsNotChangedAnyMore() {
    long at = newest.now() + 1_000_000_000;
    store(own("a", at + 1));

    erase();

    String placeholder =
        pool.preparedQuery("SELECT user_id FROM history.message WHERE room_id = $1")
            .execute(Tuple.of(room))
            .await()
            .atMost(PATIENCE)
            .iterator()
            .next()
            .getString(0);
    MessageEdit edit =
        new MessageEdit(
            room, placeholder, "a", new Author("mod", "M"), "c", "again", null, at + 9, at + 1);
    assertThat(store(edit).getFirst().refused()).isEqualTo(Refused.DELETED);
  }

  @Test
  void moreThanOneStepTakesIsErasedToo() throws Exception {
    long at = newest.now() + 1_000_000_000;
    List<LogEntry> many = new ArrayList<>();
    for (int i = 1; i <= 1_200; i++) {
      many.add(own("m" + i, at + i));
    }
    for (int i = 1; i <= 600; i++) {
      many.add(reaction(user, "m" + i, at + 2_000 + i));
    }
    store(many.toArray(LogEntry[]::new));
    store(
        new ChatMessage(
            "x", "z" + room, user, "N", "in another room, by " + user, null, at + 9, at + 8));

    erase();

    assertThat(rows("message") + rows("change") + rows("reaction")).isZero();
    assertThat(ask(requestId, user).jsonPath().getLong("entries")).isEqualTo(1_801);
  }

  @Test
  void aRequestThatIsRepeatedIsTheSameAndForSomebodyElseItIsRefused() {
    assertThat(ask(requestId, user).statusCode()).isEqualTo(202);

    assertThat(ask(requestId, user).jsonPath().getString("state")).isIn("log", "inboxes", "done");
    assertThat(ask(requestId, "other-" + user).statusCode()).isEqualTo(400);
    assertThat(as("officer", "admin").get(ERASURES + requestId).statusCode()).isEqualTo(200);
    assertThat(as("officer", "admin").get(ERASURES + "unheard-of").statusCode()).isEqualTo(404);
  }

  @Test
  void withoutTheInboxesNothingIsBegun() {
    bus.unsubscribe(ErasureChannels.REQUESTS);
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Response answer = ask("alone-" + suffix, user);
              assertThat(answer.statusCode()).isEqualTo(503);
              assertThat(answer.jsonPath().getString("code")).isEqualTo("overloaded");
            });

    assertThat(as("officer", "admin").get(ERASURES + "alone-" + suffix).statusCode())
        .isEqualTo(404);
  }

  @Test
  void onlyAdministratorsMayDoSo() {
    assertThat(as("mod", "moderator", "publisher").body("{}").put(ERASURES + "x").statusCode())
        .isEqualTo(403);
    assertThat(as("mod", "moderator").get("/api/history/users/u1/export").statusCode())
        .isEqualTo(403);
    assertThat(given().get("/api/history/users/u1/export").statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"userId\":\" \"}", "{\"userId\":7}", "[]", ""})
  void whoIsNobodyIsRefused(String body) {
    assertThat(as("officer", "admin").body(body).put(ERASURES + "x").statusCode()).isEqualTo(400);
  }

  @Test
  void anExportHasAllThatIsOfTheUserAndNothingOfOthers() throws Exception {
    long at = newest.now() + 1_000_000_000;
    List<LogEntry> entries = new ArrayList<>();
    entries.add(others.message("a", at + 1));
    for (int i = 2; i <= 251; i++) {
      entries.add(own("m" + i, at + i));
    }
    entries.add(reaction("u1", "a", at + 300));
    entries.add(new ChatMessage("x", "z" + room, user, "N", "elsewhere", null, at + 1, at));
    store(entries.toArray(LogEntry[]::new));

    Response answer = as("officer", "admin").get("/api/history/users/" + user + "/export");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.contentType()).startsWith("application/x-ndjson");
    List<String> lines = answer.asString().lines().toList();
    List<JsonNode> told = new ArrayList<>();
    for (String line : lines) {
      told.add(Json.parse(line));
    }
    assertThat(told.stream().filter(line -> line.path("event").asText().equals("room")))
        .as(answer.asString())
        .hasSize(2);
    assertThat(told.stream().filter(line -> line.path("event").asText().equals("message")))
        .hasSize(251)
        .allMatch(line -> line.at("/data/userId").asText().equals(user));
    assertThat(told.stream().filter(line -> line.path("event").asText().equals("reaction")))
        .hasSize(1);
    assertThat(lines.getLast()).isEqualTo("{\"event\":\"end\",\"data\":{\"lines\":254}}");
  }
}
