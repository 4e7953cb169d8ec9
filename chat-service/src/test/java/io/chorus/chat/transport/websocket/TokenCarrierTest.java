package io.chorus.chat.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.stack.test.Backends;
import io.chorus.stack.test.RawRequest;
import io.chorus.stack.test.RawRequest.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The token in a sub-protocol, as browsers send it, and as others do. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class TokenCarrierTest {
  private static final String PROTOCOLS = "Sec-WebSocket-Protocol: ";
  private static final String NAME = "bearer-token-carrier";

  @TestHTTPResource("/")
  URI service;

  private final String token = Backends.tokens().mint("u1");

  private static String carrying(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private String carrier(String value) {
    return carrying("quarkus-http-upgrade#Authorization#" + value);
  }

  private Answer upgrade(String... headers) {
    RawRequest request = RawRequest.webSocket("/ws");
    for (String header : headers) {
      request.header(header);
    }
    return request.to(service);
  }

  private void letsIn(String... headers) {
    Answer answer = upgrade(headers);
    assertThat(answer.status()).as(answer.text()).isEqualTo(101);
    assertThat(answer.header("sec-websocket-protocol")).isIn(NAME, null);
    assertThat(answer.text()).doesNotContain(token);
  }

  private void refuses(int status, String... headers) {
    Answer answer = upgrade(headers);
    assertThat(answer.status()).as(String.join("|", headers)).isEqualTo(status);
    assertThat(answer.header("content-type")).startsWith("application/problem+json");
    assertThat(answer.text()).doesNotContain(token).doesNotContain("Exception");
  }

  @Test
  void theProtocolsMayBeSpreadOverHeaderLinesInAnyOrder() {
    String carrier = carrier("Bearer " + token);

    letsIn(PROTOCOLS + NAME + ", " + carrier);
    letsIn(PROTOCOLS + carrier + "," + NAME);
    letsIn(PROTOCOLS + NAME, PROTOCOLS + carrier);
    letsIn(PROTOCOLS + carrier, "sec-websocket-protocol: " + NAME);
    letsIn(PROTOCOLS + ", ," + NAME + ",,", PROTOCOLS, PROTOCOLS + carrier + " ,");
    letsIn(PROTOCOLS + "other, " + NAME + ", " + carrier);
  }

  @Test
  void theServerNamesTheProtocolThatItKnows() {
    Answer answer =
        upgrade(PROTOCOLS + "other", PROTOCOLS + NAME, PROTOCOLS + carrier("Bearer " + token));

    assertThat(answer.header("sec-websocket-protocol")).isEqualTo(NAME);
  }

  @Test
  void theCarrierAloneIsEnough() {
    letsIn(PROTOCOLS + carrier("Bearer " + token));
  }

  @Test
  void theSchemeIsWrittenAsHttpAllows() {
    letsIn(PROTOCOLS + NAME + ", " + carrier("Bearer  " + token));
    letsIn(PROTOCOLS + NAME + ", " + carrier("bearer " + token));
    letsIn(PROTOCOLS + NAME + ", quarkus-http-upgrade%23authorization%23Bearer+" + token);
    letsIn("Authorization: Bearer  " + token);
  }

  @Test
  void lineEndsAndOtherOddValuesAreUnauthorized() {
    for (String value :
        new String[] {
          "Bearer " + token + "\n",
          "Bearer " + token + "\r\nX-Injected: 1",
          "Bearer \n" + token,
          "Bearer\n" + token,
          "\nBearer " + token,
          "Bearer " + token + "\0",
          "Bearer " + token + "\u00e9",
          "Bearer " + token + " x",
          "Bearer",
          "Bearer ",
          "",
          " ",
          token,
          "Basic " + token,
        }) {
      refuses(401, PROTOCOLS + NAME + ", " + carrier(value));
    }
  }

  @Test
  void whatCarriesSomethingElseIsInvalid() {
    for (String carrier :
        new String[] {
          "quarkus-http-upgrade",
          carrying("quarkus-http-upgrade#"),
          carrying("quarkus-http-upgrade#Authorization"),
          carrying("quarkus-http-upgrade#Host#Bearer " + token),
          carrying("quarkus-http-upgrade#Author\nization#Bearer " + token),
          carrying("quarkus-http-upgrade##Bearer " + token),
          carrying("quarkus-http-upgrade#Authorization#Bearer " + token + "#more"),
          carrying("quarkus-http-upgrades#Authorization#Bearer " + token),
          "quarkus-http-upgrade%23Authorization%23Bearer%20" + token + "%zz",
          "quarkus-http-upgrade%",
        }) {
      refuses(400, PROTOCOLS + NAME + ", " + carrier);
    }
  }

  @Test
  void twoTokensAreInvalid() {
    String carrier = carrier("Bearer " + token);

    refuses(400, PROTOCOLS + NAME + ", " + carrier + ", " + carrier);
    refuses(400, PROTOCOLS + NAME + ", " + carrier, "Authorization: Bearer " + token);
  }

  @Test
  void noTokenIsUnauthorized() {
    refuses(401);
    refuses(401, PROTOCOLS + NAME);
    refuses(401, PROTOCOLS);
    refuses(401, "Authorization: Bearer");
    Backends.forgedTokens()
        .all()
        .forEach(
            (kind, forged) -> refuses(401, PROTOCOLS + NAME + ", " + carrier("Bearer " + forged)));
  }
}
