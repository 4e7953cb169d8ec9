package io.chorus.history.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.model.Json;
import io.chorus.stack.test.Backends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** What the service tells of itself. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class DescriptionTest {
  @TestHTTPResource(value = "/", management = true)
  URI management;

  private JsonNode description() throws Exception {
    return Json.parse(atManagement().accept("application/json").get("openapi").asString());
  }

  private RequestSpecification atManagement() {
    return given().baseUri(management.toString());
  }

  private static JsonNode resolved(JsonNode api, JsonNode part) {
    return part.has("$ref") ? api.at(part.path("$ref").asText().substring(1)) : part;
  }

  private static void hasExamples(JsonNode api, JsonNode part) {
    JsonNode content = resolved(api, part).path("content");
    assertThat(content).as("%s", part).isNotEmpty();
    content.forEach(type -> assertThat(type.path("examples")).as("%s", part).isNotEmpty());
  }

  @Test
  void everyCallAndAnswerIsDescribedWithAnExample() throws Exception {
    JsonNode api = description();

    int calls = 0;
    for (var path : api.path("paths").properties()) {
      if (!path.getKey().startsWith("/api/")) {
        continue;
      }
      for (JsonNode call : path.getValue()) {
        calls++;
        if (call.has("requestBody")) {
          hasExamples(api, call.path("requestBody"));
        }
        assertThat(call.path("summary").asText()).isNotEmpty();
        assertThat(call.path("responses").has("401")).as("%s", call).isTrue();
        call.path("responses")
            .properties()
            .forEach(
                answer -> {
                  // The framework adds one where a token is all it takes, so that it never comes.
                  if (!answer.getValue().path("description").asText().equals("Not Allowed")) {
                    hasExamples(api, answer.getValue());
                  }
                });
      }
    }
    assertThat(calls).isEqualTo(8);
  }

  @Test
  void theExamplesOfRequestsAreAccepted() throws Exception {
    JsonNode bodies = description().at("/components/requestBodies");
    JsonNode wishes = bodies.at("/Sync/content/application~1json/examples");
    JsonNode marks = bodies.at("/Read/content/application~1json/examples");

    assertThat(wishes).hasSize(2);
    wishes.forEach(
        wish ->
            asSomebody(wish.path("value").toString())
                .post("/api/history/sync")
                .then()
                .statusCode(200));
    assertThat(marks).hasSize(1);
    marks.forEach(
        mark ->
            asSomebody(mark.path("value").toString())
                .put("/api/history/rooms/general/read")
                .then()
                .statusCode(200));
  }

  private static RequestSpecification asSomebody(String body) {
    return given()
        .auth()
        .oauth2(Backends.tokens().mint("ada"))
        .contentType("application/json")
        .body(body);
  }
}
