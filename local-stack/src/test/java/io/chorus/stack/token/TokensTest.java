package io.chorus.stack.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  @TempDir private Path folder;

  @Test
  void aTokenSaysWhoMayDoWhatAndForHowLong() throws IOException {
    JsonNode claims =
        claims(
            tokens()
                .mint(
                    TokenRequest.user("u1")
                        .named("Ann")
                        .withRoles("notifier", "publisher")
                        .withRooms("general", "team-*")
                        .validFor(Duration.ofMinutes(5))));

    assertThat(claims)
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"iss": "https://chorus.local", "iat": 1793534400, "exp": 1793534700,
                     "sub": "u1", "preferred_username": "Ann",
                     "groups": ["notifier", "publisher"], "rooms": ["general", "team-*"]}
                    """));
  }

  @Test
  void aTokenWithoutRoomsLeavesThemToTheServices() throws IOException {
    assertThat(claims(tokens().mint("u1")).has("rooms")).isFalse();
  }

  @Test
  void aTokenIsSignedByTheKeyWhosePublicHalfIsInTheFolder() throws Exception {
    String[] parts = tokens().mint("u1").split("\\.");

    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(publicKey());
    signature.update((parts[0] + "." + parts[1]).getBytes());
    assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
  }

  @Test
  void thePairStaysTheSameAndIsPrivate() throws IOException {
    byte[] before = Files.readAllBytes(DevKeys.in(folder).publicFile());

    assertThat(Files.readAllBytes(DevKeys.in(folder).publicFile())).isEqualTo(before);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("private.pem"))))
        .isEqualTo("rw-------");
  }

  private Tokens tokens() {
    return new Tokens(
        DevKeys.in(folder).privateKey(), Tokens.ISSUER, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private PublicKey publicKey() throws Exception {
    String pem = Files.readString(DevKeys.in(folder).publicFile()).replaceAll("-----.*-----", "");
    return KeyFactory.getInstance("RSA")
        .generatePublic(new X509EncodedKeySpec(Base64.getMimeDecoder().decode(pem)));
  }

  private static JsonNode claims(String token) throws IOException {
    return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
  }
}
