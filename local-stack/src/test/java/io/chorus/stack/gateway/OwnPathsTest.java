package io.chorus.stack.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chorus.stack.process.StartFailure;
import io.chorus.stack.test.RawHttp;
import io.chorus.stack.token.DevKeys;
import io.chorus.stack.token.Tokens;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateway answers by itself. */
class OwnPathsTest extends GatewayHarness {
  @Test
  void thePageIsServedWithItsTypes() throws Exception {
    assertThat(get("/").body()).isEqualTo("<h1>page</h1>");
    assertThat(get("/").headers().firstValue("Content-Type").orElseThrow()).contains("text/html");
    assertThat(get("/app.js").headers().firstValue("Content-Type").orElseThrow())
        .contains("javascript");
    assertThat(get("/app.css").headers().firstValue("Content-Type").orElseThrow())
        .contains("text/css");
  }

  @Test
  void thePageIsToldHowToLogIn() throws Exception {
    assertThat(new JsonObject(body("/config.json")).getString("devToken")).isEqualTo("/dev/token");
  }

  @Test
  void nothingOutsideThePagesFolderIsServed() throws Exception {
    for (String path : List.of("/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt")) {
      assertThat(get(path).body()).doesNotContain("secret\n").isNotEqualTo("secret");
    }
  }

  @Test
  void browsersAreToldWhatThePageMayDo() throws Exception {
    for (String path : List.of("/", "/app.js", "/app.css", "/nothing.js")) {
      HttpHeaders headers = get(path).headers();

      assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'none'", "frame-ancestors 'none'")
          .contains("connect-src 'self' ;")
          .doesNotContain("unsafe", "$");
      assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
      assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example",
        "Host: localhost.evil.example:8080",
        "Host: 127.0.0.1.evil.example",
        "Host: 192.168.0.7",
        "Host: localhost\r\nOrigin: http://evil.example",
        "Host: localhost:8080\r\nOrigin: http://localhost:9090",
        "Host: localhost\r\nOrigin: https://localhost",
        "Host: localhost\r\nOrigin: null",
        "Host: localhost\r\nOrigin: http://localhost\r\nOrigin: http://evil.example"
      })
  void nobodyButAPageOfThisMachineGetsATokenOrTheMetrics(String headers) {
    String body = "{\"userId\":\"u1\"}";
    for (String request :
        List.of(
            "POST /dev/token HTTP/1.1\r\nContent-Length: " + body.length() + "\r\n",
            "GET /dev/metrics HTTP/1.1\r\n")) {
      String answer =
          RawHttp.exchange(
              port,
              request
                  + "Connection: close\r\n"
                  + headers
                  + "\r\n\r\n"
                  + (request.startsWith("POST") ? body : ""));

      assertThat(RawHttp.status(answer)).as(answer).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:1", "127.0.0.1:8080", "[::1]:8080", "LOCALHOST"})
  void aPageOfThisMachineGetsAToken(String host) {
    String body = "{\"userId\":\"u1\"}";

    String answer =
        RawHttp.exchange(
            port,
            "POST /dev/token HTTP/1.1\r\nConnection: close\r\nHost: %1$s\r\nOrigin: http://%1$s\r\nContent-Length: %2$d\r\n\r\n%3$s"
                .formatted(host, body.length(), body));

    assertThat(RawHttp.status(answer)).as(answer).isEqualTo(200);
  }

  @Test
  void theTokenEndpointGivesATokenAndRefusesNonsense() throws Exception {
    HttpResponse<String> good =
        post("/dev/token", "{\"userId\":\"u1\",\"username\":\"Ann\",\"roles\":[\"admin\"]}");
    assertThat(good.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(good.body()).getString("token")).contains(".");

    for (String nonsense : List.of("", "[]", "{", "{}", "{\"userId\":7}", "{\"userId\":\"\"}")) {
      assertThat(post("/dev/token", nonsense).statusCode()).as(nonsense).isEqualTo(400);
    }
  }

  @Test
  void aPortInUseIsSaidInOneSentence() {
    assertThatThrownBy(
            () ->
                Gateway.open(
                    port,
                    new Upstreams(List.of(), List.of(), List.of()),
                    new Tokens(DevKeys.in(folder.resolve("keys"))),
                    new Page(folder, Map.of())))
        .isInstanceOf(StartFailure.class)
        .hasMessage("Port %d is in use; choose another with --port.", port);
  }
}
