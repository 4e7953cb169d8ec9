package io.chorus.notification.intake;

import static io.chorus.notification.intake.Callers.post;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.stack.test.Backends;
import io.chorus.stack.test.Description;
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

  private Description description() throws Exception {
    return Description.read(atManagement().accept("application/json").get("openapi").asString());
  }

  private RequestSpecification atManagement() {
    return given().baseUri(management.toString());
  }

  @Test
  void everyCallAndAnswerIsDescribedWithAnExample() throws Exception {
    Description description = description();

    description.demandExamples("/");

    assertThat(description.api().path("paths")).hasSize(6);
  }

  @Test
  void theExamplesAreAccepted() throws Exception {
    JsonNode examples =
        description()
            .api()
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
