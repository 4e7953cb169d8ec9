package io.chorus.history.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.chorus.stack.test.Backends;
import io.chorus.stack.test.RawRequest;
import io.chorus.stack.test.RawRequest.Answer;
import io.chorus.stack.token.TokenRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever fails, in a resource or on the way to it, is a problem document with a code. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class FailureTest {
  private static final String PROBLEM = "application/problem+json";
  private static final String PATH = "/api/history/rooms/general/messages";

  @TestHTTPResource("/")
  URI service;

  private static RequestSpecification user() {
    return given().auth().oauth2(Backends.tokens().mint("u1"));
  }

  private static ValidatableResponse isRefused(
      ValidatableResponse answer, int status, String code) {
    return answer
        .statusCode(status)
        .contentType(PROBLEM)
        .body("status", equalTo(status), "code", equalTo(code));
  }

  @Test
  void whatIsNotServedIsRefusedWithACode() {
    isRefused(user().get("/nowhere").then(), 404, "not_found");
    isRefused(user().get("/api/history/rooms//messages").then(), 400, "invalid_request");
    isRefused(user().delete(PATH).then(), 405, "invalid_request");
    isRefused(user().accept("image/png").get(PATH).then(), 406, "invalid_request");
  }

  @Test
  void withoutAGoodTokenTheChallengeNamesItsScheme() {
    isRefused(given().get(PATH).then(), 401, "unauthorized").header("WWW-Authenticate", "Bearer");
    Backends.forgedTokens()
        .all()
        .forEach(
            (kind, token) ->
                isRefused(given().auth().oauth2(token).get(PATH).then(), 401, "unauthorized")
                    .header("WWW-Authenticate", "Bearer"));
  }

  @Test
  void aRoomThatTheTokenDoesNotAllowIsForbidden() {
    String elsewhere = Backends.tokens().mint(TokenRequest.user("u1").withRooms("other"));

    isRefused(given().auth().oauth2(elsewhere).get(PATH).then(), 403, "forbidden");
  }

  @Test
  void aFaultOfOursTellsNothingOfItself() {
    isRefused(user().get("/failing").then(), 500, "internal_error")
        .body(not(containsString(FailingResource.SECRET)))
        .body(not(containsString("Exception")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/history/rooms/%00/messages",
        "/api/history/rooms/a%0ab/messages",
        "/api/history/rooms/%ff%fe/messages",
        "/api/history/rooms/%20/messages",
        PATH + "?limit=%00",
        PATH + "?limit=%ff",
      })
  void oddTextInAUrlIsInvalid(String path) {
    Answer answer = request(path).to(service);

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.header("content-type")).as(answer.text()).startsWith(PROBLEM);
    assertThat(answer.text()).contains("\"code\":\"invalid_request\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Odd: a\0b",
        "X-Odd\0: a",
        "X Odd: a",
        ": nameless",
        "no colon",
        "Accept: \0",
        "Authorization:",
        "Authorization: Bearer",
        "Authorization: Bearer \0",
        "Authorization: \u00ff",
        "Content-Length: -1",
        "Content-Length: 1e3",
        "Transfer-Encoding: gzip, banana",
      })
  void anOddHeaderIsRefused(String header) {
    int status = RawRequest.get(PATH).header(header).to(service).status();

    assertThat(status).isBetween(400, 499);
  }

  @Test
  void anOddHeaderThatNobodyReadsHarmsNothing() {
    for (String header : new String[] {"X-Empty:", "X-Latin: \u00e9", "Accept-Language: ;;;"}) {
      assertThat(request(PATH).header(header).to(service).status()).as(header).isEqualTo(200);
    }
  }

  @Test
  void aRequestWithoutAHostIsInvalid() {
    Answer answer = request(PATH).without("Host").to(service);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("\"code\":\"invalid_request\"");
  }

  private static RawRequest request(String path) {
    return RawRequest.get(path).header("Authorization: Bearer " + Backends.tokens().mint("u1"));
  }
}
