package io.chorus.history.api;

import static io.restassured.RestAssured.given;

import io.chorus.stack.test.Backends;
import io.chorus.stack.token.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;

/** Tokens may be signed with ES256 as well as RS256. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
@TestProfile(EllipticCurveTest.EcKey.class)
class EllipticCurveTest {
  /** Where the test finds the private key: its resources live in another class loader. */
  private static final String PRIVATE_KEY = "elliptic-curve-test.private-key";

  public static class EcKey implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(EcKeyFile.class));
    }
  }

  public static class EcKeyFile implements QuarkusTestResourceLifecycleManager {
    private Path file;

    @Override
    public int order() {
      // After the backends, whose key this replaces.
      return 10;
    }

    @Override
    public Map<String, String> start() {
      KeyPair keys = generate();
      System.setProperty(
          PRIVATE_KEY, Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded()));
      try {
        file = Files.createTempFile("ec", ".pem");
        String encoded =
            Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getPublic().getEncoded());
        Files.writeString(
            file, "-----BEGIN PUBLIC KEY-----\n" + encoded + "\n-----END PUBLIC KEY-----\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return Map.of(
          "mp.jwt.verify.publickey.location",
          file.toUri().toString(),
          "mp.jwt.verify.publickey.algorithm",
          "ES256");
    }

    @Override
    public void stop() {
      try {
        System.clearProperty(PRIVATE_KEY);
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PrivateKey privateKey() throws GeneralSecurityException {
    byte[] encoded = Base64.getDecoder().decode(System.getProperty(PRIVATE_KEY));
    return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }

  @Test
  void aTokenSignedWithAnEllipticCurveIsGoodAndNeedsNoMoreClaimsThanRequired() throws Exception {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(Tokens.ISSUER);
    claims.setSubject("u1");
    claims.setExpirationTimeMinutesInTheFuture(5);
    JsonWebSignature token = new JsonWebSignature();
    token.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
    token.setKey(privateKey());
    token.setPayload(claims.toJson());

    get(token.getCompactSerialization(), 200);
  }

  @Test
  void aTokenOfAnotherKeyIsNot() {
    get(Backends.tokens().mint("u1"), 401);
    get(Backends.forgedTokens().unsigned(), 401);
  }

  private static void get(String token, int status) {
    given()
        .auth()
        .oauth2(token)
        .get("/api/history/rooms/r/messages")
        .then()
        .log()
        .all()
        .statusCode(status);
  }
}
