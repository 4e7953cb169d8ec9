package io.chorus.chat.transport.socketio;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.chorus.stack.test.Backends;
import io.chorus.stack.test.PacketClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

/** Polling from a page of another origin, as {@code quarkus.http.cors} has it. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
@TestProfile(NarrowSocketIo.class)
class CrossOriginTest {
  private static final String ALLOWED = "Access-Control-Allow-Origin";

  private static RequestSpecification from(String origin) {
    return given()
        .header("Origin", origin)
        .queryParam("EIO", "4")
        .queryParam("transport", "polling");
  }

  private static ValidatableResponse allowed(ValidatableResponse answer) {
    return answer.header(ALLOWED, equalTo(NarrowSocketIo.ORIGIN));
  }

  @Test
  void aPageThatIsAllowedIsToldSoWithEveryAnswer() {
    String handshake =
        allowed(from(NarrowSocketIo.ORIGIN).get("/socket.io/").then().statusCode(200))
            .body(startsWith("0{"))
            .extract()
            .asString();
    String session = PacketClient.data(handshake).path("sid").asText();

    allowed(
            from(NarrowSocketIo.ORIGIN)
                .queryParam("sid", session)
                .contentType("text/plain;charset=UTF-8")
                .body("1")
                .post("/socket.io/")
                .then()
                .statusCode(200))
        .body(equalTo("ok"));
    allowed(from(NarrowSocketIo.ORIGIN).queryParam("sid", session).get("/socket.io/").then());
    allowed(
            from(NarrowSocketIo.ORIGIN)
                .queryParam("sid", "unknown")
                .get("/socket.io/")
                .then()
                .statusCode(400))
        .body("code", equalTo(1));
  }

  @Test
  void aPageMayAskFirst() {
    allowed(
            from(NarrowSocketIo.ORIGIN)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type")
                .options("/socket.io/")
                .then()
                .statusCode(200))
        .header("Access-Control-Allow-Methods", containsString("POST"))
        .header("Access-Control-Allow-Headers", containsString("authorization"));
  }

  @Test
  void anyOtherPageIsRefused() {
    from("https://elsewhere.example.org").get("/socket.io/").then().statusCode(403);
    from("https://elsewhere.example.org")
        .header("Access-Control-Request-Method", "POST")
        .options("/socket.io/")
        .then()
        .statusCode(403);
  }
}
