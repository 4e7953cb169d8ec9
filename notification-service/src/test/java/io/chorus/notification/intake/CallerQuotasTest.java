package io.chorus.notification.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.stack.test.Backends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backends.class)
@TestProfile(CallerQuotasTest.Slow.class)
class CallerQuotasTest {
  public static final class Slow implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "chorus.notifications.requests-per-second", "1",
          "chorus.notifications.request-burst", "5");
    }
  }

  private static Response post(String caller) {
    return given()
        .contentType("application/json")
        .auth()
        .oauth2(Backends.tokens().mint(caller, "notifier"))
        .body(Map.of("userId", "u", "type", "t", "message", "m"))
        .post("/api/notifications");
  }

  @Test
  void aCallerWhoAsksTooOftenIsToldWhenToComeBackAndOthersAreServed() {
    List<Response> answers =
        Stream.generate(() -> post("hasty")).limit(20).filter(r -> r.statusCode() != 202).toList();

    assertThat(answers).isNotEmpty();
    answers
        .getFirst()
        .then()
        .statusCode(429)
        .contentType("application/problem+json")
        .header("Retry-After", "1");
    assertThat(post("patient").statusCode()).isEqualTo(202);
    Awaitility.await().until(() -> post("hasty").statusCode() == 202);
  }
}
