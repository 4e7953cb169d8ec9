package io.chorus.chat.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chorus.stack.test.Backends;
import io.chorus.stack.test.ChatClient;
import io.chorus.stack.test.KeyServer;
import io.chorus.stack.test.SignedClaims;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jose4j.jwk.RsaJsonWebKey;
import org.junit.jupiter.api.Test;

/** An issuer publishes its keys by https, and changes them while clients are there. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
@TestProfile(KeyRotationTest.ByUrl.class)
class KeyRotationTest {
  public static class ByUrl implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(Issuer.class));
    }
  }

  public static class Issuer implements QuarkusTestResourceLifecycleManager {
    private KeyServer server;

    @Override
    public int order() {
      // After the backends, whose key this replaces.
      return 10;
    }

    @Override
    public Map<String, String> start() {
      server = new KeyServer();
      return Map.of(
          "mp.jwt.verify.publickey.location",
          server.url(),
          "smallrye.jwt.client.tls.certificate.path",
          server.certificate().toUri().toString(),
          "chorus.keys.pause",
          "100ms",
          "chorus.keys.fetch-within",
          "30s");
    }

    @Override
    public void inject(TestInjector injector) {
      injector.injectIntoFields(server, field -> field.getType() == KeyServer.class);
    }

    @Override
    public void stop() {
      server.close();
    }
  }

  KeyServer issuer;

  @TestHTTPResource("/")
  URI service;

  private static String token(RsaJsonWebKey key) {
    return SignedClaims.sign(SignedClaims.of("ada", ""), key);
  }

  private static void eventuallyMembers(String token) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(members(token)).isEqualTo(200));
  }

  private static int members(String token) {
    return RestAssured.given()
        .auth()
        .oauth2(token)
        .get("/api/chat/rooms/general/members")
        .statusCode();
  }

  @Test
  void aNewKeyIsGoodAtOnceForRequestsHandshakesAndOpenConnections() {
    RsaJsonWebKey first = KeyServer.newKey("first");
    RsaJsonWebKey second = KeyServer.newKey("second");
    RsaJsonWebKey third = KeyServer.newKey("third");
    issuer.publish(first);
    eventuallyMembers(token(first));
    try (ChatClient ada = ChatClient.connect(service, token(first))) {
      issuer.publish(first, second);
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(
                          ada.request("authenticate", Map.of("token", token(second)))
                              .path("ok")
                              .asBoolean())
                      .isTrue());

      issuer.publish(first, second, third);
      eventuallyMembers(token(third));
      ChatClient.connect(service, token(third)).close();

      var refused =
          ada.request("authenticate", Map.of("token", token(KeyServer.newKey("unknown"))));
      assertThat(refused.path("error").path("code").asText()).isEqualTo("unauthorized");
    }
  }

  @Test
  void whileAKeyIsFetchedOthersAreServed() {
    RsaJsonWebKey known = KeyServer.newKey("known");
    RsaJsonWebKey late = KeyServer.newKey("late");
    issuer.publish(known);
    eventuallyMembers(token(known));
    try (ChatClient ada = ChatClient.connect(service, token(known));
        ChatClient bob = ChatClient.connect(service, token(known))) {
      issuer.hang();
      int before = issuer.fetches();
      CompletableFuture<Integer> handshake =
          CompletableFuture.supplyAsync(() -> members(token(late)));
      await().atMost(Duration.ofSeconds(30)).until(() -> issuer.fetches() > before);
      int renewal = ada.send("authenticate", Map.of("token", token(late)));

      // On whichever event loops these are, they do not wait.
      for (int i = 0; i < 50; i++) {
        assertThat(bob.request("ping", Map.of()).path("ok").asBoolean()).isTrue();
        assertThat(members(token(known))).isEqualTo(200);
      }
      assertThat(handshake).isNotDone();

      issuer.publish(known, late);
      issuer.goOn();
      assertThat(ada.reply(renewal).path("ok").asBoolean()).isTrue();
      assertThat(handshake.join()).isEqualTo(200);
    }
  }
}
