package io.chorus.history.api;

import static io.chorus.history.Messages.inTime;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.bus.Bus;
import io.chorus.bus.InstanceId;
import io.chorus.history.Changes;
import io.chorus.history.log.LogWriter;
import io.chorus.history.log.MessageLog;
import io.chorus.model.Json;
import io.chorus.model.message.LogEntry;
import io.chorus.model.notification.UserChannels;
import io.chorus.model.reading.MarkAnswer;
import io.chorus.model.reading.MarkRequest;
import io.chorus.model.reading.ReadingChannels;
import io.chorus.model.room.RoomId;
import io.chorus.model.room.RoomKeys;
import io.chorus.stack.test.Backends;
import io.chorus.stack.token.TokenRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user's rooms, how far they are read, and what sync makes of them. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class RoomsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String ROOMS = "/api/history/rooms";

  @Inject LogWriter writer;
  @Inject MessageLog log;
  @Inject Bus bus;
  @Inject InstanceId replica;

  private final String suffix = UUID.randomUUID().toString().substring(0, 8);
  private final String me = "me-" + suffix;
  private final String room = "room-" + suffix;
  private final Changes changes = new Changes(room);

  private void store(LogEntry... entries) {
    writer.store(inTime(List.of(entries))).await().atMost(PATIENCE);
  }

  private RequestSpecification as(String user) {
    return given().auth().oauth2(Backends.tokens().mint(user)).contentType("application/json");
  }

  private static JsonNode json(Response answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return Json.parse(answer.asString());
  }

  private JsonNode read(String user, String roomId, long cursor) throws Exception {
    return json(as(user).body("{\"cursor\":" + cursor + "}").put(ROOMS + "/" + roomId + "/read"));
  }

  private JsonNode sync(String body) throws Exception {
    return json(as(me).body(body).post("/api/history/sync"));
  }

  private static String mention(String user) {
    return "{\"mentions\":[\"" + user + "\",17,\"nobody\"]}";
  }

  @Test
  void aMarkerNeverGoesBackAndTellsWhatIsLeft() throws Exception {
    store(
        changes.message("a", mention(me), 1),
        changes.message("b", 2),
        changes.message("c", mention(me), 3));

    assertThat(read(me, room, 1).toString()).isEqualTo("{\"unread\":2,\"mentions\":1}");
    assertThat(read(me, room, 3).toString()).isEqualTo("{\"unread\":0,\"mentions\":0}");
    assertThat(read(me, room, 2).toString()).isEqualTo("{\"unread\":0,\"mentions\":0}");
  }

  @Test
  void onesOwnMessagesAndThoseThatAreGoneAreNotUnread() throws Exception {
    store(
        changes.message("a", mention("u1"), 1),
        changes.message("b", mention(me), 2),
        changes.deletion("b", 3),
        changes.reaction("a", "u2", "👍", true, 4));

    assertThat(read(me, room, 0).toString()).isEqualTo("{\"unread\":1,\"mentions\":0}");
    assertThat(read("u1", room, 0).toString()).isEqualTo("{\"unread\":0,\"mentions\":0}");
  }

  @Test
  void anEditMentionsAndTakesBackAndDoesNotMentionTwice() throws Exception {
    store(
        changes.message("a", mention(me), 1),
        changes.message("b", mention(me), 2),
        changes.message("c", 3),
        changes.edit("a", "nobody", 4),
        changes.edit("b", "still", mention(me), 5),
        changes.edit("c", "you", mention(me), 6));

    assertThat(read(me, room, 0).path("mentions").asInt()).isEqualTo(2);
    assertThat(read(me, room, 3).path("mentions").asInt()).isEqualTo(1);
    assertThat(read(me, room, 6).path("mentions").asInt()).isZero();
  }

  @Test
  void countsEndAt99() throws Exception {
    List<LogEntry> many = new ArrayList<>();
    for (int i = 1; i <= 120; i++) {
      many.add(changes.message("m" + i, i));
    }
    store(many.toArray(LogEntry[]::new));

    assertThat(read(me, room, 1).toString())
        .isEqualTo("{\"unread\":99,\"mentions\":0,\"more\":true}");
    assertThat(read(me, room, 21).toString()).isEqualTo("{\"unread\":99,\"mentions\":0}");
  }

  @Test
  void aMentionOfSomebodyOutsideMakesNoMember() throws Exception {
    store(changes.message("a", mention(me), 1));

    assertThat(json(as(me).get(ROOMS)).path("rooms")).isEmpty();
  }

  @Test
  void aRoomInWhichNothingWasSaidIsNotKept() throws Exception {
    read(me, "void-" + suffix, 5);

    assertThat(json(as(me).get(ROOMS)).path("rooms")).isEmpty();
  }

  @Test
  void roomsAreThoseWrittenOrReadTheLatestFirst() throws Exception {
    Changes second = new Changes("second-" + suffix);
    Changes third = new Changes("third-" + suffix);
    store(changes.message("a", 100), second.message("a", 200), third.message("a", 150));
    read(me, room, 100);
    read(me, second.room(), 0);
    store(
        changes.edit("a", "newer", 300),
        second.reply("b", "a", 260),
        changes.message("c", mention(me), 310));

    JsonNode page = json(as(me).get(ROOMS));

    assertThat(page.path("rooms")).hasSize(2);
    JsonNode first = page.path("rooms").get(0);
    assertThat(first.path("roomId").asText()).isEqualTo(room);
    assertThat(first.path("lastMessage").path("id").asText()).isEqualTo("c");
    assertThat(first.path("unread").asInt()).isEqualTo(1);
    assertThat(first.path("mentions").asInt()).isEqualTo(1);
    assertThat(first.path("read").asLong()).isEqualTo(100);
    assertThat(first.path("cursor").asLong()).isEqualTo(310);
    assertThat(page.path("rooms").get(1).path("unread").asInt()).isEqualTo(2);
    assertThat(page.path("hasMore").asBoolean()).isFalse();
    JsonNode part = json(as(me).get(ROOMS + "?limit=1"));
    assertThat(part.path("rooms")).hasSize(1);
    assertThat(part.path("hasMore").asBoolean()).isTrue();
    assertThat(
            json(as(me).get(ROOMS + "?limit=1&before=310"))
                .path("rooms")
                .get(0)
                .path("roomId")
                .asText())
        .isEqualTo(second.room());
    assertThat(json(as("u1").get(ROOMS + "?limit=200")).toString()).contains(third.room());
  }

  @Test
  void roomsThatTheTokenDoesNotAllowAreNotAmongThem() throws Exception {
    Changes other = new Changes("o_her-" + suffix);
    store(changes.message("a", 1), other.message("a", 2));
    read(me, room, 1);
    read(me, other.room(), 1);
    String token = Backends.tokens().mint(TokenRequest.user(me).withRooms("o_her*", "x%", "r\\*"));

    JsonNode rooms = json(given().auth().oauth2(token).get(ROOMS)).path("rooms");

    assertThat(rooms).hasSize(1);
    assertThat(rooms.get(0).path("roomId").asText()).isEqualTo(other.room());
    assertThat(
            given()
                .auth()
                .oauth2(token)
                .contentType("application/json")
                .body("{\"cursor\":1}")
                .put(ROOMS + "/" + room + "/read")
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void syncSaysWhereMoreHasChangedThanItLooksAt() throws Exception {
    store(changes.message("a", 101).at(101, 0L), changes.message("b", 102));
    read(me, room, 101);
    store(changes.edit("a", "edited", 103));
    for (int i = 0; i < 12; i++) {
      store(changes.reaction("b", "u2", "👍", i % 2 == 0, 104 + i));
    }

    JsonNode news = sync("{\"since\":102,\"messages\":1}").path("rooms").get(0);

    assertThat(news.path("messages")).hasSize(1);
    assertThat(news.path("messages").get(0).path("id").asText()).isEqualTo("b");
    assertThat(news.path("hasMore").asBoolean()).isTrue();
    JsonNode all = sync("{\"since\":102,\"messages\":2}").path("rooms").get(0);
    assertThat(all.path("messages")).hasSize(2);
    assertThat(all.path("hasMore").asBoolean()).isFalse();
  }

  @Test
  void syncGivesAUsableScreenAtOnceAndThenWhatHasChanged() throws Exception {
    Changes quiet = new Changes("quiet-" + suffix);
    store(
        quiet.message("a", 50),
        changes.message("a", 101).at(101, 0L),
        changes.message("b", 102),
        changes.message("c", 103),
        changes.edit("a", "edited", 104));
    read(me, room, 101);
    read(me, quiet.room(), 50);

    JsonNode all = sync("{\"messages\":2}");

    assertThat(all.path("rooms")).hasSize(2);
    JsonNode busy = all.path("rooms").get(0);
    assertThat(busy.path("messages")).hasSize(2);
    assertThat(busy.path("messages").get(1).path("id").asText()).isEqualTo("c");
    assertThat(busy.path("hasMore").asBoolean()).isTrue();
    assertThat(busy.path("asOf").asLong()).isEqualTo(104);
    assertThat(busy.path("unread").asInt()).isEqualTo(2);
    assertThat(all.path("since").isIntegralNumber()).isTrue();

    JsonNode changed = sync("{\"since\":103}");
    assertThat(changed.path("rooms").findValuesAsText("roomId")).contains(room);
    JsonNode news = changed.path("rooms").get(0);
    assertThat(news.path("messages")).hasSize(1);
    assertThat(news.path("messages").get(0).path("content").asText()).isEqualTo("edited");
    assertThat(news.path("lastMessage").path("id").asText()).isEqualTo("c");
    assertThat(sync("{\"rooms\":1,\"messages\":0}").path("rooms").get(0).path("messages"))
        .isEmpty();
    assertThat(sync("{\"rooms\":1}").path("hasMore").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"since\":-1}",
        "{\"since\":\"x\"}",
        "{\"rooms\":0}",
        "{\"rooms\":101}",
        "{\"messages\":101}",
        "{\"messages\":1.5}",
        "nonsense",
        ""
      })
  void badWishesAreRefused(String body) {
    as(me).body(body).post("/api/history/sync").then().statusCode(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"cursor\":-1}", "{\"cursor\":9007199254740992}", "{\"cursor\":\"1\"}"})
  void badMarkersAreRefused(String body) {
    as(me).body(body).put(ROOMS + "/" + room + "/read").then().statusCode(400);
  }

  @Test
  void withoutATokenNothingIsTold() {
    given().get(ROOMS).then().statusCode(401);
    given()
        .contentType("application/json")
        .body("{}")
        .post("/api/history/sync")
        .then()
        .statusCode(401);
  }

  @Test
  void whoReadsOverHttpHasTheirDevicesAndTheRoomTold() throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    List<String> seen = new CopyOnWriteArrayList<>();
    listen(UserChannels.of(me), told);
    listen(RoomKeys.channel(new RoomId(room)), seen);
    store(changes.message("a", 1), changes.message("b", 2));

    read(me, room, 1);
    read(me, room, 1);
    read(me, room, 2);

    Awaitility.await().atMost(PATIENCE).until(() -> told.size() == 2 && seen.size() == 2);
    assertThat(told.getFirst())
        .isEqualTo(
            ("e -\n{\"event\":\"room_read\",\"data\":{\"roomId\":\"%s\",\"cursor\":1,"
                    + "\"unread\":1,\"mentions\":0}}")
                .formatted(room));
    assertThat(seen.getFirst())
        .isEqualTo(
            ("h @%s\n{\"event\":\"seen\",\"data\":{\"roomId\":\"%s\",\"userId\":\"%s\",\"cursor\":1}}")
                .formatted(me, room, me));
  }

  private void listen(String channel, List<String> heard) throws Exception {
    bus.subscribe(channel, event -> heard.add(event.toString()))
        .toCompletionStage()
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
  }

  @Test
  void chatInstancesAreAnsweredHowFarTheirUsersHaveRead() throws Exception {
    String suite = log.suite().await().atMost(PATIENCE);
    String replyTo = "test-" + suffix;
    List<String> answers = new CopyOnWriteArrayList<>();
    listen(replyTo, answers);
    store(changes.message("a", mention(me), 1));
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                bus.publish(ReadingChannels.requests(replica.value()), "")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get()
                    == 1);

    ask(new MarkRequest("1", bus.address(replyTo), suite, room, me, 0));
    Awaitility.await().atMost(PATIENCE).until(() -> answers.size() == 1);
    ask(new MarkRequest("2", bus.address(replyTo), "another", room, me, 1));
    Awaitility.await().atMost(PATIENCE).until(() -> answers.size() == 2);

    MarkAnswer noted = MarkAnswer.read(answers.get(0)).orElseThrow();
    assertThat(noted.suite()).isEqualTo(suite);
    assertThat(noted.moved()).isTrue();
    assertThat(noted.read().unread()).isEqualTo(1);
    assertThat(noted.read().mentions()).isEqualTo(1);
    assertThat(MarkAnswer.read(answers.get(1)).orElseThrow().read()).isNull();
  }

  private void ask(MarkRequest request) {
    bus.publish(ReadingChannels.requests(replica.value()), Json.text(request));
  }
}
