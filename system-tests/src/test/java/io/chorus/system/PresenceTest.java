package io.chorus.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.stack.Suite;
import io.chorus.stack.SuiteOptions;
import io.chorus.stack.status.ServiceEndpoint;
import io.chorus.stack.test.ChatClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chat instance dies with people on it. */
class PresenceTest {
  private static final Duration EXPIRY = Duration.ofSeconds(6);

  /** For a machine that has other things to do. */
  private static final Duration SLACK = Duration.ofSeconds(10);

  @TempDir static Path folder;

  private static JsonNode join(ChatClient client) {
    return client.request("join_room", Map.of("roomId", "room"));
  }

  @Test
  void eachOfThemIsToldToHaveLeftOnceAndWithinTheExpiry() {
    SuiteOptions options =
        SuiteOptions.in(Path.of(".."))
            .apartIn(folder)
            .withInstances(2, 1, 1)
            .withEnvironment(Map.of("CHORUS_PRESENCE_EXPIRY", EXPIRY.toSeconds() + "s"));
    try (Suite suite = Suite.start(options);
        ChatClient observer = connect(suite, suite.chat(1), "observer")) {
      join(observer);
      ChatClient laptop = connect(suite, suite.chat(0), "ada");
      ChatClient phone = connect(suite, suite.chat(0), "ada");
      ChatClient bob = connect(suite, suite.chat(0), "bob");
      List.of(laptop, phone, bob).forEach(PresenceTest::join);

      ProcessHandle.of(suite.chat(0).pid()).orElseThrow().destroyForcibly();

      Awaitility.await()
          .atMost(EXPIRY.plus(SLACK))
          .until(() -> observer.received("user_left").size() == 2);
      assertThat(observer.received("user_left"))
          .extracting(left -> left.path("userId").asText())
          .containsExactlyInAnyOrder("ada", "bob");
      assertThat(join(observer).path("memberCount").asInt()).isEqualTo(1);
    }
  }

  private static ChatClient connect(Suite suite, ServiceEndpoint instance, String user) {
    return ChatClient.connect(URI.create(instance.url()), suite.tokens().mint(user));
  }
}
