package io.chorus.chat.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.stack.test.Backends;
import io.chorus.stack.test.ChatClient;
import io.chorus.stack.test.HostileClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What cuts slow requests leaves sockets alone. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
@TestProfile(GuardedSocketTest.Hasty.class)
class GuardedSocketTest {
  public static class Hasty implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("chorus.http.head-within", "1s", "chorus.http.patience", "1s");
    }
  }

  @TestHTTPResource("/")
  URI service;

  @Test
  void aSocketThatSaysNothingOutlivesAConnectionThatSaysNothing() throws Exception {
    try (ChatClient quiet = ChatClient.connect(service, Backends.tokens().mint("quiet"));
        ChatClient talker = ChatClient.connect(service, Backends.tokens().mint("talker"))) {
      for (int i = 0; i < 3; i++) {
        try (HostileClient silent = new HostileClient(service)) {
          talker.request("ping", Map.of());
          assertThat(silent.toTheEnd()).isEmpty();
        }
      }

      assertThat(quiet.request("ping", Map.of()).path("ok").asBoolean()).isTrue();
      assertThat(talker.request("ping", Map.of()).path("ok").asBoolean()).isTrue();
    }
  }
}
