package io.chorus.notification;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.chorus.stack.test.Backends;
import io.chorus.stack.token.TokenRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The service as it is packaged, a native executable for one. */
@QuarkusIntegrationTest
@QuarkusTestResource(Backends.class)
class NotificationServiceIT {
  private final String user = "user-" + UUID.randomUUID();

  private static RequestSpecification as(String who, String... roles) {
    return given()
        .contentType("application/json")
        .auth()
        .oauth2(Backends.tokens().mint(TokenRequest.user(who).withRoles(roles)));
  }

  @Test
  void whoHasNoTokenIsNotHeard() {
    given()
        .contentType("application/json")
        .body("{}")
        .post("/api/notifications")
        .then()
        .statusCode(401);
  }

  @Test
  void whatIsPostedIsReadAndMarkedAsRead() {
    String id =
        as("backend", "notifier")
            .body(Map.of("userId", user, "type", "t", "message", "hello"))
            .post("/api/notifications")
            .then()
            .statusCode(202)
            .extract()
            .path("id");

    as(user)
        .get("/api/notifications")
        .then()
        .statusCode(200)
        .body("notifications", hasSize(1), "unread", equalTo(1));
    as(user)
        .post("/api/notifications/{id}/read", id)
        .then()
        .statusCode(200)
        .body("unread", equalTo(0));
  }
}
