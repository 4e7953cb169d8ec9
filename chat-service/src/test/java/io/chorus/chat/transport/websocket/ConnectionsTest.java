package io.chorus.chat.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.stack.test.Backends;
import io.chorus.stack.test.ChatClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backends.class)
@TestProfile(NarrowBounds.class)
class ConnectionsTest {
  @TestHTTPResource("/")
  URI service;

  @Test
  void theConnectionThatIsOneTooManyForItsUserIsNotUpgraded() {
    String token = Backends.tokens().mint("crowd");
    List<ChatClient> clients = new ArrayList<>();
    for (int i = 0; i < NarrowBounds.CONNECTIONS; i++) {
      clients.add(ChatClient.connect(service, token));
    }

    assertThat(ChatClient.refusal(service, token)).isEqualTo(429);
    ChatClient.connect(service, Backends.tokens().mint("another")).close();

    clients.removeLast().close();
    Awaitility.await("the place that was given back")
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> clients.add(ChatClient.connect(service, token)));
    clients.forEach(ChatClient::close);
  }
}
