package io.chorus.notification.intake;

import static io.restassured.RestAssured.given;

import io.chorus.stack.test.Backends;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** Those who post notifications in tests. */
final class Callers {
  static final String PROBLEM = "application/problem+json";

  private Callers() {}

  static RequestSpecification notifier() {
    return with(Backends.tokens().mint("shop", "notifier"));
  }

  static RequestSpecification with(String token) {
    return given().contentType("application/json").auth().oauth2(token);
  }

  static ValidatableResponse post(Object body) {
    return notifier().body(body).post("/api/notifications").then();
  }
}
