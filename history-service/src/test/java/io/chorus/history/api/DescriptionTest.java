package io.chorus.history.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.stack.test.Backends;
import io.chorus.stack.test.Description;
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

  private Description description() throws Exception {
    return Description.read(atManagement().accept("application/json").get("openapi").asString());
  }

  private RequestSpecification atManagement() {
    return given().baseUri(management.toString());
  }

  @Test
  void everyCallAndAnswerIsDescribedWithAnExample() throws Exception {
    Description description = description();

    description.demandExamples("/api/");

    assertThat(description.calls("/api/")).isEqualTo(12);
  }

  @Test
  void theExamplesOfRequestsAreAccepted() throws Exception {
    JsonNode bodies = description().api().at("/components/requestBodies");
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
