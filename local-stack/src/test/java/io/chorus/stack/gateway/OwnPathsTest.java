package io.chorus.stack.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chorus.stack.process.StartFailure;
import io.chorus.stack.token.DevKeys;
import io.chorus.stack.token.Tokens;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

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
  void nothingOutsideThePagesFolderIsServed() throws Exception {
    for (String path : List.of("/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt")) {
      assertThat(get(path).body()).doesNotContain("secret\n").isNotEqualTo("secret");
    }
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
                    folder))
        .isInstanceOf(StartFailure.class)
        .hasMessage("Port %d is in use; choose another with --port.", port);
  }
}
