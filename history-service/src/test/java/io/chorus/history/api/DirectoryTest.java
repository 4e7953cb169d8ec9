package io.chorus.history.api;

import static io.chorus.history.Messages.inTime;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.history.Changes;
import io.chorus.history.log.LogWriter;
import io.chorus.model.Json;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rooms there are, told to those who may enter them. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class DirectoryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Inject LogWriter writer;

  /** In the names of the rooms of one test alone. */
  private final String suffix = UUID.randomUUID().toString().substring(0, 8);

  private String room(String name) {
    return name + "-" + suffix;
  }

  private void store(LogEntry... entries) {
    writer.store(inTime(List.of(entries))).await().atMost(PATIENCE);
  }

  private static Response ask(String token, String... parameters) {
    var request = given().auth().oauth2(token);
    for (int i = 0; i < parameters.length; i += 2) {
      request = request.queryParam(parameters[i], parameters[i + 1]);
    }
    return request.get("/api/history/directory");
  }

  private static JsonNode page(String token, String... parameters) throws Exception {
    Response answer = ask(token, parameters);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return Json.parse(answer.asString());
  }

  private static List<String> names(JsonNode page) {
    List<String> names = new ArrayList<>();
    page.path("rooms").forEach(it -> names.add(it.path("roomId").asText()));
    return names;
  }

  private static String tokenFor(String... rooms) {
    return Backends.tokens().mint(TokenRequest.user("me").withRooms(rooms));
  }

  @Test
  void theRoomsThatATokenOpensAreListedByNameWithTheirNewestPlace() throws Exception {
    store(new Changes(room("b")).message("m", 7), new Changes(room("b")).edit("m", "other", 9));
    store(new Changes(room("a")).message("m", 3), new Changes(room("c")).message("m", 5));

    JsonNode page = page(tokenFor(room("a"), room("b")));

    assertThat(names(page)).containsExactly(room("a"), room("b"));
    assertThat(page.at("/rooms/0/cursor").asLong()).isEqualTo(3);
    assertThat(page.at("/rooms/1/cursor").asLong()).isEqualTo(9);
  }

  @Test
  void patternsOpenRoomsAsTheyDoElsewhere() throws Exception {
    store(new Changes(room("team-red")).message("m", 1));
    store(new Changes(room("team_red")).message("m", 1));

    assertThat(names(page(tokenFor("team-*"), "q", suffix))).containsExactly(room("team-red"));
    assertThat(names(page(tokenFor("team_*"), "q", suffix))).containsExactly(room("team_red"));
    assertThat(names(page(tokenFor("team"), "q", suffix))).isEmpty();
    assertThat(names(page(Backends.tokens().mint("me"), "q", suffix))).hasSize(2);
  }

  @Test
  void aPartOfTheNameIsEnoughInCapitalsOrNot() throws Exception {
    store(new Changes(room("Marzipan")).message("m", 1), new Changes(room("tea")).message("m", 1));

    String token = tokenFor("*" + suffix);
    assertThat(names(page(token, "q", "ZIP"))).containsExactly(room("Marzipan"));
    assertThat(names(page(token, "q", "%"))).isEmpty();
    assertThat(names(page(token, "q", "_"))).isEmpty();
  }

  @Test
  void whoFollowsThePagesSeesEachRoomOnce() throws Exception {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.add(room("room" + i));
      store(new Changes(all.getLast()).message("m", 1));
    }

    assertThat(follow(tokenFor("room*" + suffix), "limit", "2")).isEqualTo(all);
  }

  @Test
  void aPageEndsThoughManyRoomsThatAreNotWantedComeFirst() throws Exception {
    List<LogEntry> others = new ArrayList<>();
    for (int i = 0; i < 1_100; i++) {
      others.add(new Changes(room("many" + i)).message("m", 1));
    }
    store(others.toArray(LogEntry[]::new));
    store(new Changes(room("many-z")).message("m", 1));

    String token = tokenFor(room("many-z"), room("many0"));
    assertThat(follow(token)).containsExactlyInAnyOrder(room("many-z"), room("many0"));
  }

  private static List<String> follow(String token, String... parameters) throws Exception {
    List<String> all = new ArrayList<>();
    JsonNode page = page(token, parameters);
    all.addAll(names(page));
    while (page.has("next")) {
      List<String> further = new ArrayList<>(List.of(parameters));
      further.addAll(List.of("after", page.path("next").asText()));
      page = page(token, further.toArray(String[]::new));
      all.addAll(names(page));
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({"after, a b", "after, ..", "limit, 0", "limit, 201", "limit, x", "q, \0"})
  void whatIsNoPartNoNameAndNoNumberIsRefused(String name, String value) {
    assertThat(ask(Backends.tokens().mint("me"), name, value).statusCode()).isEqualTo(400);
  }

  @Test
  void withoutATokenNothingIsTold() {
    assertThat(given().get("/api/history/directory").statusCode()).isEqualTo(401);
  }
}
