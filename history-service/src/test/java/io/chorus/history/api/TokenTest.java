package io.chorus.history.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.stack.test.Backends;
import io.chorus.stack.test.RawRequest;
import io.chorus.stack.test.RawRequest.Answer;
import io.chorus.stack.test.SignedClaims;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tokens get in, as raw requests bear them. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class TokenTest {
  private static final String PATH = "/api/history/rooms/general/messages";

  @TestHTTPResource("/")
  URI service;

  private Answer with(String... headers) {
    RawRequest request = RawRequest.get(PATH);
    for (String header : headers) {
      request.header(header);
    }
    return request.to(service);
  }

  private int bearing(String claims) {
    return with("Authorization: Bearer " + SignedClaims.sign(claims)).status();
  }

  @Test
  void theSchemeIsWrittenAsHttpAllows() {
    String token = Backends.tokens().mint("u1");

    for (String field :
        new String[] {
          "Bearer " + token, "Bearer  " + token, "bearer   " + token, "BEARER " + token
        }) {
      assertThat(with("Authorization: " + field).status()).as(field).isEqualTo(200);
    }
  }

  @Test
  void whatIsNoBearersFieldIsUnauthorizedAndNotRepeated() {
    String token = Backends.tokens().mint("u1");

    for (String field :
        new String[] {
          "",
          "Bearer",
          "Bearer ",
          token,
          "Bearer\t" + token,
          "Bearer " + token + " x",
          "Bearer," + token,
          "Bearer " + token + "\u00e9",
          "Basic " + token,
          "Bearer \"" + token + "\"",
          "Bearer ..",
          "Bearer a.b.c",
          "Bearer " + token + "."
        }) {
      Answer answer = with("Authorization: " + field);
      assertThat(answer.status()).as(field).isEqualTo(401);
      assertThat(answer.text()).contains("\"code\":\"unauthorized\"").doesNotContain(token);
      assertThat(answer.header("www-authenticate")).isEqualTo("Bearer");
    }
  }

  @Test
  void twoTokensAreNone() {
    String token = "Authorization: Bearer " + Backends.tokens().mint("u1");

    assertThat(with(token, token).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void claimsThatNestDeepAreUnauthorized(String opening) {
    String closing = opening.equals("[") ? "]" : "}";
    // As deep as a request's head has room for.
    int depth = 5_000 / (opening.length() + 1);
    String nested = opening.repeat(depth) + "1" + closing.repeat(depth);

    assertThat(bearing(SignedClaims.of("u1", "\"x\":" + nested))).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e300",
        "-1e300",
        "1e-300",
        "1e99999999999",
        "-1",
        "0",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "253402300800",
        "null",
        "true",
        "\"4102444800\"",
        "[4102444800]",
        "{}",
        "NaN"
      })
  void anExpiryThatIsNoMomentAheadIsUnauthorized(String exp) {
    assertThat(bearing(SignedClaims.expiring("u1", exp))).isEqualTo(401);
  }

  @Test
  void aNumberThatWouldWrapIsNotTakenForAMoment() {
    BigInteger wrap = BigInteger.TWO.pow(64).add(BigInteger.valueOf(in(3600)));

    assertThat(bearing(SignedClaims.expiring("u1", wrap.toString()))).isEqualTo(401);
    assertThat(bearing(SignedClaims.of("u1", "\"nbf\":" + wrap))).isEqualTo(401);
    assertThat(bearing(SignedClaims.of("u1", "\"nbf\":1e300"))).isEqualTo(401);
    assertThat(bearing(SignedClaims.of("u1", "\"nbf\":" + in(3600)))).isEqualTo(401);
  }

  @Test
  void aFractionOfASecondIsAMoment() {
    assertThat(bearing(SignedClaims.expiring("u1", in(3600) + ".75"))).isEqualTo(200);
    assertThat(bearing(SignedClaims.expiring("u1", "4.1024448e9"))).isEqualTo(200);
    assertThat(bearing(SignedClaims.expiring("u1", in(-3600) + ".75"))).isEqualTo(401);
    assertThat(bearing(SignedClaims.of("u1", "\"nbf\":1.5,\"iat\":1.5"))).isEqualTo(200);
  }

  @Test
  void claimsOfOddTypesAreUnauthorized() {
    for (String claim :
        new String[] {
          "\"groups\":\"admin\"",
          "\"groups\":[1]",
          "\"groups\":{}",
          "\"rooms\":\"*\"",
          "\"rooms\":[null]",
          "\"preferred_username\":\"a\\u0000b\""
        }) {
      assertThat(bearing(SignedClaims.of("u1", claim))).as(claim).isEqualTo(401);
    }
  }

  @Test
  void withoutAConfiguredAudienceAnyIsGood() {
    assertThat(bearing(SignedClaims.of("u1", "\"aud\":\"elsewhere\""))).isEqualTo(200);
  }

  private static long in(long seconds) {
    return Instant.now().getEpochSecond() + seconds;
  }
}
