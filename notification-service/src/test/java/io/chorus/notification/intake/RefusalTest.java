package io.chorus.notification.intake;

import static io.chorus.notification.intake.Callers.PROBLEM;
import static io.chorus.notification.intake.Callers.notifier;
import static io.chorus.notification.intake.Callers.post;
import static io.chorus.notification.intake.Callers.with;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.chorus.stack.test.Backends;
import io.chorus.stack.test.HostileClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is refused is a problem document with a code. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class RefusalTest {
  private static final int BODY_LIMIT = 8 << 20;

  @TestHTTPResource("/")
  URI base;

  private static Map<String, Object> valid() {
    return new HashMap<>(Map.of("userId", "ada", "type", "t", "message", "m"));
  }

  private static Map<String, Object> validBut(String field, Object value) {
    Map<String, Object> body = valid();
    body.put(field, value);
    return body;
  }

  private static void isRefused(ValidatableResponse answer, int status, String code) {
    answer
        .statusCode(status)
        .contentType(PROBLEM)
        .body("code", equalTo(code), "status", equalTo(status));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nope",
        "[]",
        "{}",
        "{\"userId\":\"u\",\"type\":\"t\",\"message\":\"m\"",
        "{\"userId\":\"u\",\"type\":\"t\",\"message\":\"m\"}{}",
        "{\"type\":\"t\",\"message\":\"m\"}",
        "{\"userId\":\"u\",\"message\":\"m\"}",
        "{\"userId\":\"u\",\"type\":\"t\"}",
        "{\"userId\":\"u\",\"type\":\"t\",\"message\":\"\"}",
        "{\"userId\":\"u\",\"type\":\"t\",\"message\":7}",
        "{\"userId\":\"u\",\"type\":\"not ok\",\"message\":\"m\"}",
        "{\"userId\":\"u\",\"type\":\"t\",\"message\":\"m\",\"title\":[]}",
        "{\"userId\":5,\"type\":\"t\",\"message\":\"m\"}",
        "{\"userId\":\" \",\"type\":\"t\",\"message\":\"m\"}",
        "{\"userIds\":[],\"type\":\"t\",\"message\":\"m\"}",
        "{\"userIds\":\"u\",\"type\":\"t\",\"message\":\"m\"}",
        "{\"userIds\":[\"u\",null],\"type\":\"t\",\"message\":\"m\"}",
        "{\"userId\":\"u\",\"broadcast\":true,\"type\":\"t\",\"message\":\"m\"}",
        "{\"userId\":\"u\",\"userIds\":[\"u\"],\"type\":\"t\",\"message\":\"m\"}",
        "{\"broadcast\":false,\"type\":\"t\",\"message\":\"m\"}",
        "{\"userId\":\"u\",\"type\":\"t\",\"message\":\"m\",\"expiresAt\":1000}",
        "{\"userId\":\"u\",\"type\":\"t\",\"message\":\"m\",\"expiresAt\":1e99999999999}",
        "{\"userId\":\"u\",\"type\":\"t\",\"message\":\"m\",\"data\":1e99999999999}",
        "{\"userId\":\"u\",\"type\":\"t\",\"message\":\"m\",\"data\":{\"a\":1e-99999999999}}",
        "\ufeff{\"userId\":\"u\",\"type\":\"t\",\"message\":\"m\"}",
        "{\"userId\":\"u\",\"type\":\"t\",\"message\":\"m\",\"title\":\"\\udc00\"}",
        "{\"userId\":\"u\",\"type\":\"t\",\"message\":\"m\",\"expiresAt\":\"tomorrow\"}",
        "{\"userId\":\"u\",\"type\":\"t\",\"message\":\"m\",\"expiresAt\":1e300}",
        "{\"broadcast\":\"yes\",\"type\":\"t\",\"message\":\"m\"}",
        "{\"userId\":\"u\",\"type\":\"t\",\"message\":\"a\\u0000b\"}",
        "{\"userId\":\"u\\ud800\",\"type\":\"t\",\"message\":\"m\"}",
        "{\"userId\":\"u\",\"type\":\"t\",\"message\":\"m\",\"data\":\"\\ud800\"}",
      })
  void whatIsNoNotificationIsInvalid(String body) {
    isRefused(post(body), 400, "invalid_request");
  }

  @Test
  void nestingAndDigitsWithoutEndAreRefused() {
    String body = "{\"userId\":\"u\",\"type\":\"t\",\"message\":\"m\",\"data\":%s}";

    isRefused(post(body.formatted("[".repeat(5000) + "]".repeat(5000))), 400, "invalid_request");
    isRefused(post(body.formatted("[".repeat(1_000_000))), 400, "invalid_request");
    isRefused(post(body.formatted("9".repeat(5000))), 400, "invalid_request");
    isRefused(post(body.formatted("1." + "0".repeat(9000) + "E5")), 400, "invalid_request");
  }

  @Test
  void textIsUtf8() {
    byte[] body =
        "{\"userId\":\"u\",\"type\":\"t\",\"message\":\"\u00ff\"}"
            .getBytes(StandardCharsets.ISO_8859_1);

    isRefused(post(body), 400, "invalid_request");
  }

  @Test
  void lengthsAreBoundedAndTheBoundsAreAllowed() {
    post(validBut("type", "t".repeat(64))).statusCode(202);
    isRefused(post(validBut("type", "t".repeat(65))), 400, "invalid_request");
    post(validBut("title", "x".repeat(256))).statusCode(202);
    isRefused(post(validBut("title", "x".repeat(257))), 400, "invalid_request");
    post(validBut("userId", "u".repeat(256))).statusCode(202);
    isRefused(post(validBut("userId", "u".repeat(257))), 400, "invalid_request");
    post(validBut("message", "ä".repeat(2048))).statusCode(202);
    isRefused(post(validBut("message", "ä".repeat(2049))), 413, "message_too_large");
    post(validBut("data", "x".repeat(16382))).statusCode(202);
    isRefused(post(validBut("data", "x".repeat(16383))), 413, "message_too_large");
  }

  @Test
  void dataNestsThirtyTwoDeepAtMost() {
    String body = "{\"userId\":\"u\",\"type\":\"t\",\"message\":\"m\",\"data\":%s}";

    post(body.formatted("[".repeat(32) + "]".repeat(32))).statusCode(202);
    isRefused(post(body.formatted("[".repeat(33) + "]".repeat(33))), 400, "invalid_request");
  }

  @Test
  void tenThousandLongUserIdsAreAcceptedAndOneMoreIsNot() {
    List<String> users =
        IntStream.range(0, 10_001).mapToObj(i -> "語".repeat(250) + (100_000 + i)).toList();
    Map<String, Object> body = valid();
    body.remove("userId");

    body.put("userIds", users.subList(1, 10_001));
    post(body).statusCode(202).body("recipients", equalTo(10_000));
    body.put("userIds", users);
    isRefused(post(body), 400, "invalid_request");
  }

  @Test
  void theShortFormNeedsItsUser() {
    isRefused(
        notifier()
            .body(Map.of("broadcast", true, "type", "t", "message", "m"))
            .post("/notify")
            .then(),
        400,
        "invalid_request");
  }

  @Test
  void anIdempotencyKeyIsBoundedAndPlainAscii() throws IOException {
    String body = "{\"userId\":\"ada\",\"type\":\"t\",\"message\":\"hello\"}";
    for (String key : List.of("k".repeat(256), "a b", "a\tb", "cl\u00e9", "\u007f", "\u0001", "")) {
      try (HostileClient client = new HostileClient(base)) {
        client
            .head(
                "POST /api/notifications",
                Backends.tokens().mint("shop", "notifier"),
                "Content-Type: application/json",
                "Content-Length: " + body.length(),
                "Idempotency-Key: " + key)
            .write(body);

        assertThat(client.answer()).startsWith("HTTP/1.1 400 ");
      }
    }
    post(valid()).statusCode(202);
    notifier()
        .header("Idempotency-Key", "k".repeat(255))
        .body(valid())
        .post("/api/notifications")
        .then()
        .statusCode(202);
  }

  @Test
  void ofTwoIdempotencyKeysNeitherCounts() {
    isRefused(
        notifier()
            .header("Idempotency-Key", "a", "b")
            .body(valid())
            .post("/api/notifications")
            .then(),
        400,
        "invalid_request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/notifications?limit=00000000050",
        "/api/notifications?limit=%2B5",
        "/api/notifications?limit=+5",
        "/api/notifications?limit=%D9%A3",
        "/api/notifications?limit=5&limit=5",
        "/api/notifications?limit=9007199254740993",
        "/api/notifications?after=9007199254740993",
        "/api/notifications?before=9223372036854775808",
        "/api/notifications?before=18446744073709551617",
        "/api/notifications?before=%ff",
        "/api/notifications?before=%zz",
        "/api/notifications?unread=TRUE",
        "/api/notifications/stream?after=9223372036854775808",
        "/api/notifications/stream?after=-1",
        "/api//notifications",
        "/api/%2e%2e/api/notifications",
        "/api/x%2F..%2Fnotifications",
        "/api/notifications/%00/read",
      })
  void whatCanBeReadInTwoWaysIsRefused(String target) throws IOException {
    try (HostileClient client = new HostileClient(base)) {
      client.head("GET " + target, Backends.tokens().mint("ada"));

      assertThat(client.answer()).startsWith("HTTP/1.1 4");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "-1", "+1", "1.0", "9223372036854775808", "\u0663", "1 2", "0x1", "null"})
  void anOddLastEventIdIsRefused(String id) throws IOException {
    try (HostileClient client = new HostileClient(base)) {
      client.head(
          "GET /api/notifications/stream", Backends.tokens().mint("ada"), "Last-Event-ID: " + id);

      assertThat(client.answer()).startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  void whatIsNotServedIsRefusedWithACode() {
    isRefused(notifier().get("/nowhere").then(), 404, "not_found");
    isRefused(notifier().delete("/notify").then(), 405, "invalid_request");
    isRefused(
        notifier().contentType("text/plain").body("hi").post("/notify").then(),
        415,
        "invalid_request");
  }

  @Test
  void aBodyBeyondTheLimitIsRefusedByItsDeclaredLength() throws IOException {
    String answer = raw("Content-Length: " + (BODY_LIMIT + 1), 0);

    assertThat(answer)
        .startsWith("HTTP/1.1 413 ")
        .containsIgnoringCase("content-type: " + PROBLEM)
        .contains("\"code\":\"message_too_large\"");
  }

  @Test
  void aBodyBeyondTheLimitIsRefusedWhereItsLengthIsNotDeclared() throws IOException {
    String answer = raw("Transfer-Encoding: chunked", BODY_LIMIT + 1);

    assertThat(answer)
        .startsWith("HTTP/1.1 413 ")
        .containsIgnoringCase("content-type: " + PROBLEM)
        .contains("\"code\":\"message_too_large\"");
  }

  /** Posts a body of that many bytes in one chunk that does not end, and reads until the close. */
  private String raw(String header, int bytes) throws IOException {
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          """
          POST /api/notifications HTTP/1.1\r
          Host: chorus\r
          Authorization: Bearer %s\r
          Content-Type: application/json\r
          %s\r
          \r
          """
              .formatted(Backends.tokens().mint("shop", "notifier"), header)
              .getBytes(StandardCharsets.US_ASCII));
      if (bytes > 0) {
        out.write((Integer.toHexString(bytes) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(" ".repeat(bytes).getBytes(StandardCharsets.US_ASCII));
      }
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void withoutAGoodTokenNothingIsTaken() {
    isRefused(
        given().contentType("application/json").body(valid()).post("/notify").then(),
        401,
        "unauthorized");
    Backends.forgedTokens()
        .all()
        .forEach(
            (kind, token) -> {
              isRefused(
                  with(token).body(valid()).post("/api/notifications").then(), 401, "unauthorized");
              with(token).post("/notify").then().header("WWW-Authenticate", "Bearer");
            });
  }

  @Test
  void aTokenThatNamesNobodyIsNoGoodToken() {
    isRefused(
        with(Backends.tokens().mint("", "notifier")).body(valid()).post("/notify").then(),
        401,
        "unauthorized");
  }

  @Test
  void onlyNotifiersAndAdminsMayNotify() {
    for (String path : List.of("/api/notifications", "/notify")) {
      String publisher = Backends.tokens().mint("eve", "publisher");
      isRefused(with(publisher).body(valid()).post(path).then(), 403, "forbidden");
      isRefused(
          with(Backends.tokens().mint("eve")).body(valid()).post(path).then(), 403, "forbidden");
      String admin = Backends.tokens().mint("root", "admin");
      assertThat(with(admin).body(valid()).post(path).statusCode()).isBetween(200, 202);
    }
  }
}
