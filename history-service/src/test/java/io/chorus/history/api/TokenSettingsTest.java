package io.chorus.history.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.chorus.stack.test.Backends;
import io.chorus.stack.test.SignedClaims;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What an operator says about tokens and rooms: whom they must be for, which rooms they open by
 * default, and whether these are listed.
 */
@QuarkusTest
@QuarkusTestResource(Backends.class)
@TestProfile(TokenSettingsTest.Configured.class)
class TokenSettingsTest {
  public static class Configured implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "mp.jwt.verify.audiences", "chorus,chorus-backup",
          "chorus.rooms.default-access", "closed",
          "chorus.rooms.directory", "false");
    }
  }

  private static int bearing(String more) {
    String rooms = "\"rooms\":[\"*\"]" + (more.isEmpty() ? "" : ",");
    return reading(rooms + more);
  }

  private static int reading(String claims) {
    return given()
        .auth()
        .oauth2(SignedClaims.sign(SignedClaims.of("u1", claims)))
        .get("/api/history/rooms/general/messages")
        .statusCode();
  }

  @Test
  void oneOfTheAudiencesIsEnough() {
    assertThat(bearing("\"aud\":\"chorus\"")).isEqualTo(200);
    assertThat(bearing("\"aud\":[\"elsewhere\",\"chorus-backup\"]")).isEqualTo(200);
  }

  @Test
  void aTokenForOthersIsUnauthorized() {
    for (String claim :
        new String[] {
          "",
          "\"aud\":\"elsewhere\"",
          "\"aud\":[]",
          "\"aud\":\"\"",
          "\"aud\":null",
          "\"aud\":7",
          "\"aud\":{\"chorus\":1}",
          "\"aud\":\"Chorus\"",
          "\"aud\":\"chorus,\"",
          "\"aud\":[[\"chorus\"]]"
        }) {
      assertThat(bearing(claim)).as(claim).isEqualTo(401);
    }
  }

  @Test
  void aTokenThatNamesNoRoomsOpensNoneWhereTheyAreClosed() {
    assertThat(reading("\"aud\":\"chorus\"")).isEqualTo(403);
    assertThat(reading("\"aud\":\"chorus\",\"rooms\":[\"general\"]")).isEqualTo(200);
  }

  @Test
  void roomsAreNotListedWhereThatIsTurnedOff() {
    String token = SignedClaims.sign(SignedClaims.of("u1", "\"aud\":\"chorus\",\"rooms\":[\"*\"]"));

    given()
        .auth()
        .oauth2(token)
        .get("/api/history/directory")
        .then()
        .statusCode(404)
        .body("code", equalTo("not_found"));
  }
}
