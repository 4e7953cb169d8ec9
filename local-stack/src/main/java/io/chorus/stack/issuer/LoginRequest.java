package io.chorus.stack.issuer;

import io.vertx.core.MultiMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a page asks for when it sends somebody here to log in.
 *
 * @param challenge SHA-256 of a verifier that the page shows when it fetches the tokens
 */
record LoginRequest(
    String clientId,
    String redirectUri,
    String scope,
    String state,
    String nonce,
    String challenge) {
  /** What a request has to have; whatever else it has is passed over. */
  static final List<String> PARAMETERS =
      List.of(
          "response_type",
          "client_id",
          "redirect_uri",
          "scope",
          "state",
          "nonce",
          "code_challenge",
          "code_challenge_method");

  private static final int LONGEST = 512;
  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

  /**
   * @param allowed the one address to which somebody is sent back
   * @throws Refused if it cannot be granted
   */
  static LoginRequest of(MultiMap parameters, String allowed) {
    for (String name : PARAMETERS) {
      String value = parameters.get(name);
      require(value == null || value.length() <= LONGEST, name + " is too long");
      require(parameters.getAll(name).size() <= 1, name + " is there more than once");
    }
    String redirectUri = parameters.get("redirect_uri");
    require(allowed.equals(redirectUri), "redirect_uri has to be " + allowed);
    require("code".equals(parameters.get("response_type")), "response_type has to be code");
    String clientId = parameters.get("client_id");
    require(clientId != null && !clientId.isBlank(), "there is no client_id");
    require(
        "S256".equals(parameters.get("code_challenge_method")),
        "code_challenge_method has to be S256");
    String challenge = parameters.get("code_challenge");
    require(
        challenge != null && CHALLENGE.matcher(challenge).matches(),
        "code_challenge has to be a SHA-256 in base64url");
    return new LoginRequest(
        clientId,
        redirectUri,
        parameters.contains("scope") ? parameters.get("scope") : "openid",
        parameters.get("state"),
        parameters.get("nonce"),
        challenge);
  }

  /** Whether this is the page that has asked. */
  boolean isRedeemedBy(MultiMap parameters) {
    return clientId.equals(parameters.get("client_id"))
        && redirectUri.equals(parameters.get("redirect_uri"))
        && challenge.equals(challengeOf(parameters.get("code_verifier")));
  }

  /** Where somebody goes who has logged in. */
  String answer(String issuer, String code) {
    Map<String, String> answer =
        state == null
            ? Map.of("code", code, "iss", issuer)
            : Map.of("code", code, "iss", issuer, "state", state);
    return redirectUri
        + answer.entrySet().stream()
            .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&", "?", ""));
  }

  private static String challengeOf(String verifier) {
    if (verifier == null) {
      return "";
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new Refused(otherwise);
    }
  }

  static final class Refused extends RuntimeException {
    Refused(String message) {
      super(message, null, false, false);
    }
  }
}
