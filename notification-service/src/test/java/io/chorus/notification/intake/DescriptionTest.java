package io.chorus.notification.intake;

import static io.chorus.notification.intake.Callers.post;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.model.Json;
import io.chorus.stack.test.Backends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.Map;
import org.awaitility.Awaitility;
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

    assertThat(api.path("paths")).hasSize(5);
    for (JsonNode path : api.path("paths")) {
      for (JsonNode call : path) {
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
  }

  @Test
  void theExamplesAreAccepted() throws Exception {
    JsonNode examples =
        description()
            .at("/components/requestBodies/NewNotification/content/application~1json/examples");

    assertThat(examples).hasSize(3);
    examples.forEach(example -> post(example.path("value").toString()).statusCode(202));
  }

  @Test
  void whatIsTakenStoredAndPublishedIsCounted() {
    post(Map.of("userId", "ada", "type", "t", "message", "m")).statusCode(202);

    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(atManagement().get("metrics").asString())
                    .contains("chorus_notifications_accepted_total")
                    .contains("chorus_notifications_stored_total")
                    .containsPattern("chorus_notifications_published_total [1-9]"));
  }

  @Test
  void itIsReadyOnceItsBackendsAre() {
    Awaitility.await()
        .untilAsserted(
            () ->
                atManagement()
                    .get("health/ready")
                    .then()
                    .statusCode(200)
                    .body("status", equalTo("UP")));
  }
}
