package io.chorus.stack.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.stack.embedded.FreePort;
import io.chorus.stack.token.DevKeys;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a page gets of the development issuer, and what nobody gets. */
class DevelopmentIssuerTest {
  // The example of RFC 7636.
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final int port = FreePort.pick();
  private final String origin = "http://localhost:" + port;
  private final String issuer = origin + "/dev/issuer";
  private DevelopmentIssuer running;

  @BeforeEach
  void open() {
    DevKeys keys = DevKeys.in(folder);
    running =
        DevelopmentIssuer.open(
            new IssuerOptions(
                URI.create(issuer),
                keys.publicFile().resolveSibling("private.pem"),
                keys.publicFile(),
                Duration.ofMinutes(15),
                port));
  }

  @AfterEach
  void close() {
    running.close();
    client.close();
  }

  @Test
  void itDescribesItselfUnderItsOwnName() throws Exception {
    JsonObject said = json(get("/.well-known/openid-configuration"));

    assertThat(said.getString("issuer")).isEqualTo(issuer);
    assertThat(said.getString("token_endpoint")).isEqualTo(issuer + "/token");
  }

  @Test
  void whoGivesANameGetsTokensThatItsKeysVerify() throws Exception {
    JsonObject given = json(redeem(code(logIn("Ada <Lovelace>"))));

    assertThat(claims(given.getString("access_token"), null).getSubject())
        .isEqualTo("ada-lovelace");
    JwtClaims identity = claims(given.getString("id_token"), "chorus");
    assertThat(identity.getStringClaimValue("preferred_username")).isEqualTo("Ada <Lovelace>");
    assertThat(identity.getStringClaimValue("nonce")).isEqualTo("n");
  }

  @Test
  void aCodeIsGoodOnceAndForWhoKnowsItsSecret() throws Exception {
    String code = code(logIn("Ada"));

    assertThat(json(token(grant(code, "another-verifier"))).getString("error"))
        .isEqualTo("invalid_grant");
    assertThat(redeem(code).statusCode()).isEqualTo(400);
    String second = code(logIn("Ada"));
    assertThat(redeem(second).statusCode()).isEqualTo(200);
    assertThat(redeem(second).statusCode()).isEqualTo(400);
  }

  @Test
  void aRefreshTokenIsGoodOnceAndGivesTheNext() throws Exception {
    String first = json(redeem(code(logIn("Ada")))).getString("refresh_token");

    JsonObject renewed = json(refresh(first, "chorus"));

    assertThat(claims(renewed.getString("access_token"), null).getSubject()).isEqualTo("ada");
    assertThat(refresh(first, "chorus").statusCode()).isEqualTo(400);
    assertThat(refresh(renewed.getString("refresh_token"), "another").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "redirect_uri, http://evil.example/",
    "redirect_uri, ''",
    "response_type, token",
    "code_challenge_method, plain",
    "code_challenge, short",
    "client_id, ' '"
  })
  void whatIsNotAskedAsThePageAsksIsRefusedAndSentNowhere(String parameter, String value)
      throws Exception {
    Map<String, String> odd = new LinkedHashMap<>(asked());
    odd.put(parameter, value);
    Map<String, String> named = new LinkedHashMap<>(odd);
    named.put("name", "Ada");

    for (HttpResponse<String> answer :
        new HttpResponse[] {get("/authorize?" + form(odd)), post("/authorize", named)}) {
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.headers().firstValue("Location")).isEmpty();
    }
  }

  @Test
  void theFormSaysThatAnybodyMayBeAnybodyAndRunsNothing() throws Exception {
    Map<String, String> odd = new LinkedHashMap<>(asked());
    odd.put("state", "\"><script>alert(1)</script>");

    HttpResponse<String> form = get("/authorize?" + form(odd));

    assertThat(form.body()).contains("may be anybody").doesNotContain("<script");
    assertThat(form.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "frame-ancestors 'none'");
  }

  @Test
  void aBrowserThatHasGivenANameIsNotAskedAgainUntilItLogsOut() throws Exception {
    String cookie = logIn("Ада").headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];

    assertThat(get("/authorize?" + form(asked()), cookie).statusCode()).isEqualTo(303);
    assertThat(get("/authorize?" + form(asked()) + "&prompt=login", cookie).statusCode())
        .isEqualTo(200);
    HttpResponse<String> left = get("/logout", cookie);
    assertThat(left.headers().firstValue("Location")).contains(origin + "/");
    assertThat(left.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
  }

  private Map<String, String> asked() {
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("response_type", "code");
    asked.put("client_id", "chorus");
    asked.put("redirect_uri", origin + "/");
    asked.put("scope", "openid profile");
    asked.put("state", "s");
    asked.put("nonce", "n");
    asked.put("code_challenge", CHALLENGE);
    asked.put("code_challenge_method", "S256");
    return asked;
  }

  private HttpResponse<String> logIn(String name) throws Exception {
    Map<String, String> form = new LinkedHashMap<>(asked());
    form.put("name", name);
    return post("/authorize", form);
  }

  private String code(HttpResponse<String> loggedIn) {
    String address = loggedIn.headers().firstValue("Location").orElseThrow();
    assertThat(address).startsWith(origin + "/?").contains("state=s");
    Matcher code = Pattern.compile("code=([\\w-]+)").matcher(address);
    assertThat(code.find()).isTrue();
    return code.group(1);
  }

  private HttpResponse<String> redeem(String code) throws Exception {
    return token(grant(code, VERIFIER));
  }

  private Map<String, String> grant(String code, String verifier) {
    return Map.of(
        "grant_type",
        "authorization_code",
        "code",
        code,
        "redirect_uri",
        origin + "/",
        "client_id",
        "chorus",
        "code_verifier",
        verifier);
  }

  private HttpResponse<String> refresh(String token, String clientId) throws Exception {
    return token(
        Map.of("grant_type", "refresh_token", "refresh_token", token, "client_id", clientId));
  }

  private HttpResponse<String> token(Map<String, String> form) throws Exception {
    return post("/token", form);
  }

  private JwtClaims claims(String token, String audience) throws Exception {
    JsonWebKeySet keys = new JsonWebKeySet(get("/jwks").body());
    JwtConsumerBuilder consumer =
        new JwtConsumerBuilder()
            .setExpectedIssuer(issuer)
            .setRequireExpirationTime()
            .setVerificationKeyResolver(new JwksVerificationKeyResolver(keys.getJsonWebKeys()));
    if (audience != null) {
      consumer.setExpectedAudience(audience);
    }
    return consumer.build().processToClaims(token);
  }

  private HttpResponse<String> get(String path, String... cookie) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(issuer + path));
    for (String it : cookie) {
      request.header("Cookie", it);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, Map<String, String> form) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(issuer + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form(form)))
            .build(),
        BodyHandlers.ofString());
  }

  private static JsonObject json(HttpResponse<String> response) {
    return new JsonObject(response.body());
  }

  private static String form(Map<String, String> values) {
    return values.entrySet().stream()
        .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
