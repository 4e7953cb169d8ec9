package io.chorus.stack.issuer;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How a development issuer shall be run.
 *
 * @param issuer what its tokens say in {@code iss}, and where browsers find it: the page's origin
 *     and a path
 * @param privateKey a PEM file, PKCS #8
 * @param publicKey a PEM file, X.509; the services have the same
 * @param tokenLifetime of one token; it is renewed without a question
 * @param port to listen on
 */
public record IssuerOptions(
    URI issuer, Path privateKey, Path publicKey, Duration tokenLifetime, int port) {
  public static final int DEFAULT_PORT = 8090;

  public IssuerOptions {
    boolean web = "http".equals(issuer.getScheme()) || "https".equals(issuer.getScheme());
    String path = issuer.getPath();
    if (!web || issuer.getAuthority() == null || path.isEmpty() || path.endsWith("/")) {
      throw new IllegalArgumentException(
          "the issuer has to be as http://localhost:8080/dev/issuer, and is " + issuer);
    }
  }

  /** From {@code CHORUS_ISSUER_…}, with the defaults of the image. */
  static IssuerOptions of(Map<String, String> environment) {
    String issuer = environment.get("CHORUS_ISSUER_URL");
    if (issuer == null) {
      throw new IllegalArgumentException("CHORUS_ISSUER_URL is missing");
    }
    return new IssuerOptions(
        URI.create(issuer),
        Path.of(environment.getOrDefault("CHORUS_ISSUER_KEY", "/etc/chorus/issuer/private.pem")),
        Path.of(environment.getOrDefault("CHORUS_ISSUER_PUBLIC_KEY", "/etc/chorus/jwt/public.pem")),
        Duration.parse(environment.getOrDefault("CHORUS_ISSUER_TOKEN_LIFETIME", "PT15M")),
        Integer.parseInt(
            environment.getOrDefault("CHORUS_ISSUER_PORT", Integer.toString(DEFAULT_PORT))));
  }

  /** The only one to which somebody is sent back who has logged in. */
  String page() {
    return issuer.getScheme() + "://" + issuer.getAuthority() + "/";
  }
}
