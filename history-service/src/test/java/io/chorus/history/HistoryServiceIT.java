package io.chorus.history;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.chorus.stack.test.Backends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Test;

/** The service as it is packaged, a native executable for one. */
@QuarkusIntegrationTest
@QuarkusTestResource(Backends.class)
class HistoryServiceIT {
  private static final String PAGE = "/api/history/rooms/packaged/messages";

  @Test
  void whoHasNoTokenReadsNothing() {
    given().get(PAGE).then().statusCode(401).contentType("application/problem+json");
  }

  @Test
  void aRoomWithoutMessagesHasAnEmptyPage() {
    given()
        .auth()
        .oauth2(Backends.tokens().mint("ada"))
        .get(PAGE)
        .then()
        .statusCode(200)
        .body("roomId", equalTo("packaged"), "messages", empty(), "hasMore", equalTo(false));
  }
}
