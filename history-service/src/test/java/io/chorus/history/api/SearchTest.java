package io.chorus.history.api;

import static io.chorus.history.Messages.inTime;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.history.Changes;
import io.chorus.history.log.LogWriter;
import io.chorus.model.Json;
import io.chorus.model.message.ChatMessage;
import io.chorus.model.message.LogEntry;
import io.chorus.stack.test.Backends;
import io.chorus.stack.token.TokenRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages are found by their words as they are now, by those who may read them. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class SearchTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Inject LogWriter writer;

  private final String suffix = UUID.randomUUID().toString().substring(0, 8);
  private final String room = "room-" + suffix;

  /** A word that no other test has. */
  private final String word = "zebra" + suffix;

  private final Changes changes = new Changes(room);

  private void store(LogEntry... entries) {
    writer.store(inTime(List.of(entries))).await().atMost(PATIENCE);
  }

  private ChatMessage says(String id, String content, long cursor) {
    return new ChatMessage(id, room, "u1", "Ada", content, null, cursor, cursor - 1);
  }

  private static Response get(String token, String q, String... more) {
    var request = given().auth().oauth2(token).queryParam("q", q);
    for (int i = 0; i < more.length; i += 2) {
      request = request.queryParam(more[i], more[i + 1]);
    }
    return request.get("/api/history/search");
  }

  private JsonNode search(String q, String... more) throws Exception {
    Response answer = get(Backends.tokens().mint("u2"), q, more);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return Json.parse(answer.asString());
  }

  private List<String> ids(String q, String... more) throws Exception {
    List<String> ids = new ArrayList<>();
    search(q, more)
        .path("results")
        .forEach(result -> ids.add(result.path("message").path("id").asText()));
    return ids;
  }

  /** Words are taken once a message is stored. */
  private void awaitFound(String q, String... ids) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(ids(q)).containsExactly(ids));
  }

  @Test
  void messagesAreFoundByTheirWordsTheNewestFirstAndPageByPage() throws Exception {
    store(
        says("a", "the " + word + " eats grass", 1),
        says("b", "no such animal", 2),
        says("c", "Another " + word.toUpperCase() + "!", 3),
        says("d", "A third " + word, 4));

    awaitFound(word, "d", "c", "a");
    assertThat(ids(word + " grass")).containsExactly("a");
    assertThat(ids(word + " -third")).containsExactly("c", "a");
    assertThat(ids("\"" + word + " eats\"")).containsExactly("a");
    assertThat(ids(word, "limit", "1")).containsExactly("d");
    assertThat(search(word, "limit", "1").path("hasMore").asBoolean()).isTrue();
    assertThat(ids(word, "before", "4")).containsExactly("c", "a");
    assertThat(ids(word, "roomId", room)).hasSize(3);
    assertThat(ids(word, "roomId", "elsewhere")).isEmpty();
    assertThat(search(word).path("hasMore").asBoolean()).isFalse();
  }

  @Test
  void whatLooksLikeATagIsATextLikeAnyOther() throws Exception {
    store(says("a", "an <Item name=\"" + word + "\"/> is <b>bold</b>", 1));

    awaitFound(word, "a");
    assertThat(ids("<Item " + word)).containsExactly("a");
    assertThat(search(word).at("/results/0/highlight").asText())
        .contains("&lt;Item name=&quot;<mark>" + word + "</mark>")
        .contains("&lt;b&gt;bold");
  }

  @Test
  void whatIsFoundIsWhatAMessageSaysNow() throws Exception {
    store(says("a", word + " was here", 1), says("b", "nothing", 2), says("c", word, 3));
    awaitFound(word, "c", "a");
    store(
        changes.edit("a", "gone", 4),
        changes.edit("b", "now " + word + "s", 5),
        changes.deletion("c", 6));

    assertThat(ids(word)).isEmpty();
    awaitFound(word + "s", "b");
    store(changes.edit("b", "an older " + word, 4_0));
    store(changes.edit("b", "the newest " + word, 41));
    awaitFound(word, "b");
  }

  @Test
  void anEditThatCameBeforeItsMessageDecidesWhatIsFound() throws Exception {
    store(changes.edit("a", "something else", 2));
    store(says("a", word, 1), says("b", word, 3));

    awaitFound(word, "b");
  }

  @Test
  void onlyRoomsThatTheTokenAllowsAreSearched() {
    store(says("a", word, 1));
    awaitFound(word, "a");
    String token = Backends.tokens().mint(TokenRequest.user("u2").withRooms("other-*"));

    assertThat(get(token, word).jsonPath().getList("results")).isEmpty();
    assertThat(get(token, word, "roomId", room).statusCode()).isEqualTo(403);
    String own = Backends.tokens().mint(TokenRequest.user("u2").withRooms("room-*"));
    assertThat(get(own, word).jsonPath().getList("results")).hasSize(1);
  }

  @Test
  void aHighlightIsSafeToShow() throws Exception {
    String said = "<script>alert('" + word + "')</script> & <b>" + word + "</b> \uE000x\uE001";
    store(says("a", said, 1));
    awaitFound(word, "a");

    String highlight = search(word).path("results").get(0).path("highlight").asText();

    assertThat(highlight).contains("<mark>" + word + "</mark>");
    assertThat(highlight.replace("<mark>", "").replace("</mark>", ""))
        .doesNotContain("<", ">", "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'", "\"", "!!!", "a & | b", "(", ":*", "\\", "<->", "%", "🎉"})
  void anythingMayBeAskedFor(String q) throws Exception {
    assertThat(search(q + " " + word).path("results")).isEmpty();
    assertThat(search(q).has("results")).isTrue();
  }

  @Test
  void badQuestionsAreRefused() {
    String token = Backends.tokens().mint("u2");
    assertThat(get(token, "").statusCode()).isEqualTo(400);
    assertThat(get(token, "  ").statusCode()).isEqualTo(400);
    assertThat(get(token, "x".repeat(257)).statusCode()).isEqualTo(400);
    assertThat(get(token, "x", "limit", "51").statusCode()).isEqualTo(400);
    assertThat(get(token, "x", "roomId", "a b").statusCode()).isEqualTo(400);
    assertThat(get(token, "x", "before", "x").statusCode()).isEqualTo(400);
    assertThat(given().auth().oauth2(token).get("/api/history/search").statusCode()).isEqualTo(400);
    assertThat(given().get("/api/history/search?q=x").statusCode()).isEqualTo(401);
  }
}
