package io.chorus.chat.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.stack.test.Backends;
import io.chorus.stack.test.ChatClient;
import io.chorus.stack.test.SignedClaims;
import io.chorus.stack.token.TokenRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backends.class)
class HandshakeTest {
  @TestHTTPResource("/")
  URI service;

  @Test
  void aTokenInTheHeaderGetsInAndIsGreetedFirst() {
    String token = Backends.tokens().mint(TokenRequest.user("u1").named("Ada"));

    try (ChatClient ada = ChatClient.connect(service, token)) {
      var first = ada.frames().getFirst();
      assertThat(first.path("event").asText()).isEqualTo("authenticated");
      var data = first.path("data");
      assertThat(data.path("version").asInt()).isEqualTo(1);
      assertThat(data.path("userId").asText()).isEqualTo("u1");
      assertThat(data.path("username").asText()).isEqualTo("Ada");
      assertThat(data.path("socketId").asText()).isNotEmpty();
      assertThat(data.path("expiresAt").asLong()).isGreaterThan(System.currentTimeMillis());
      assertThat(data.path("heartbeatSeconds").asInt()).isEqualTo(25);
      assertThat(data.path("maxMessageBytes").asInt()).isEqualTo(16384);
    }
  }

  @Test
  void aTokenInABrowsersSubProtocolGetsIn() {
    try (ChatClient ada = ChatClient.connectAsBrowser(service, Backends.tokens().mint("u1"))) {
      assertThat(ada.received("authenticated")).hasSize(1);
    }
  }

  @Test
  void withoutATokenTheUpgradeIsRefused() {
    assertThat(ChatClient.refusal(service, null)).isEqualTo(401);
  }

  @Test
  void aRenewalWhoseClaimsNestFiveThousandDeepIsUnauthorized() {
    String nested = "\"x\":" + "[".repeat(5_000) + "]".repeat(5_000);
    String deep = SignedClaims.sign(SignedClaims.of("u1", nested));

    try (ChatClient ada = ChatClient.connect(service, Backends.tokens().mint("u1"))) {
      var reply = ada.request("authenticate", Map.of("token", deep));

      assertThat(reply.path("error").path("code").asText()).isEqualTo("unauthorized");
      assertThat(ada.request("ping", Map.of()).path("ok").asBoolean()).isTrue();
    }
  }

  @Test
  void noForgedTokenGetsIn() {
    Backends.forgedTokens()
        .all()
        .forEach(
            (kind, token) ->
                assertThat(ChatClient.refusal(service, token)).as(kind).isEqualTo(401));
  }

  @Test
  void aConnectionEndsWithItsTokenAfterAWarning() {
    String token = Backends.tokens().mint(TokenRequest.user("u1").validFor(Duration.ofSeconds(3)));

    try (ChatClient ada = ChatClient.connect(service, token)) {
      ada.await("token_expiring");
      assertThat(ada.closeCode()).isEqualTo(4401);
    }
  }
}
