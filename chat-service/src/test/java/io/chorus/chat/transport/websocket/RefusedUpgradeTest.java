package io.chorus.chat.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.stack.test.Backends;
import io.chorus.stack.test.ChatClient;
import io.chorus.stack.test.RawRequest;
import io.chorus.stack.test.RawRequest.Answer;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever is not upgraded is told why, as by every other call. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
@TestProfile(RefusedUpgradeTest.ToBeStopped.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RefusedUpgradeTest {
  /** A service that no other test goes on with. */
  public static class ToBeStopped extends NarrowBounds {}

  @TestHTTPResource("/")
  URI service;

  @Inject Event<ShutdownDelayInitiatedEvent> stopping;

  private static RawRequest bearing(String token) {
    return RawRequest.webSocket("/ws").header("Authorization: Bearer " + token);
  }

  private Answer isRefused(RawRequest request, int status, String code) {
    Answer answer = request.to(service);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("content-type"))
        .as(answer.text())
        .isEqualTo("application/problem+json");
    assertThat(answer.text()).contains("\"code\":\"" + code + "\"", "\"status\":" + status);
    return answer;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-None: 1",
        "Authorization:",
        "Authorization: Bearer",
        "Authorization: Bearer a.b.c",
        "Authorization: Basic YWRhOnNlY3JldA==",
        "Authorization: Digest username=\"ada\"",
        "Authorization: nonsense",
        "Sec-WebSocket-Protocol: chat",
        "Sec-WebSocket-Protocol: bearer-token-carrier, "
            + "quarkus-http-upgrade%23Authorization%23Basic%20YWRhOnNlY3JldA%3D%3D",
        "Sec-WebSocket-Protocol: bearer-token-carrier, "
            + "quarkus-http-upgrade%23Authorization%23Bearer%20a.b.c",
      })
  void withoutAGoodTokenWhateverTheSchemeTheChallengeComesWithAProblem(String header) {
    Answer answer = isRefused(RawRequest.webSocket("/ws").header(header), 401, "unauthorized");
    assertThat(answer.header("www-authenticate")).isEqualTo("Bearer");
  }

  @Test
  void aCarrierOfSomethingElseIsInvalid() {
    isRefused(
        RawRequest.webSocket("/ws").header("Sec-WebSocket-Protocol: quarkus-http-upgrade%23A%23b"),
        400,
        "invalid_request");
  }

  @Test
  void anotherVersionIsToldWhichOneIsSpoken() {
    Answer answer =
        isRefused(
            bearing(Backends.tokens().mint("u1"))
                .without("Sec-WebSocket-Version")
                .header("Sec-WebSocket-Version: 8"),
            426,
            "invalid_request");
    assertThat(answer.header("sec-websocket-version")).isEqualTo("13");
    assertThat(answer.header("upgrade")).isEqualTo("websocket");
  }

  @Test
  void theConnectionThatIsOneTooManyForItsUserIsRateLimited() {
    String token = Backends.tokens().mint("crowd");
    List<ChatClient> clients = new ArrayList<>();
    for (int i = 0; i < NarrowBounds.CONNECTIONS; i++) {
      clients.add(ChatClient.connect(service, token));
    }

    isRefused(bearing(token), 429, "rate_limited");

    clients.forEach(ChatClient::close);
  }

  /** The last one: there is no way back. */
  @Test
  @Order(Integer.MAX_VALUE)
  void anInstanceThatStopsSendsElsewhere() {
    stopping.fire(new ShutdownDelayInitiatedEvent());

    Answer answer = isRefused(bearing(Backends.tokens().mint("u1")), 503, "overloaded");
    assertThat(answer.header("retry-after")).isEqualTo("1");
    isRefused(RawRequest.webSocket("/ws").header("Authorization: Basic YQ=="), 401, "unauthorized");
  }
}
