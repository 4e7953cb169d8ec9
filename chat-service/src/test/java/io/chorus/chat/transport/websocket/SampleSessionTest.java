package io.chorus.chat.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import io.chorus.bus.Bus;
import io.chorus.chat.FakeHistory;
import io.chorus.model.Json;
import io.chorus.stack.test.Backends;
import io.chorus.stack.test.ChatClient;
import io.chorus.stack.token.TokenRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Plays the session in docs/protocol.md: the server answers as it is written there, but for times
 * and ids of its own.
 */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class SampleSessionTest {
  private static final List<String> OWN =
      List.of("socketId", "expiresAt", "timestamp", "cursor", "prev");

  @TestHTTPResource("/")
  URI service;

  @Inject Bus bus;

  @Test
  void theServerAnswersAsTheProtocolSays() throws Exception {
    String document = Files.readString(Path.of("../docs/protocol.md"));
    String session = document.split("```session\n")[1].split("```")[0];
    String token = Backends.tokens().mint(TokenRequest.user("ada").named("Ada"));
    List<Map<String, String>> expected = new ArrayList<>();

    try (FakeHistory history = new FakeHistory(bus);
        ChatClient ada = ChatClient.connect(service, token)) {
      for (String line : session.split("\n")) {
        String frame = line.substring(2);
        if (line.startsWith(">")) {
          ada.sendText(frame);
        } else {
          expected.add(shape(Json.parse(frame)));
        }
        // The next request waits for what is written before it.
        Awaitility.await(line).until(() -> ada.frames().size() >= expected.size());
      }

      assertThat(ada.frames().stream().map(SampleSessionTest::shape))
          .containsExactlyElementsOf(expected);
    }
  }

  /**
   * Every field of a frame with its value, or its type alone where the value is the server's own.
   */
  private static Map<String, String> shape(JsonNode frame) {
    Map<String, String> shape = new TreeMap<>();
    shape.put("event", frame.path("event").asText());
    shape.put("id", frame.path("id").asText());
    frame
        .path("data")
        .properties()
        .forEach(
            field -> {
              // Unknown, where Redis has just been started.
              boolean mayBeNull = field.getKey().equals("prev");
              boolean own =
                  OWN.contains(field.getKey()) && (mayBeNull || !field.getValue().isNull());
              shape.put(field.getKey(), own ? type(field.getValue()) : field.getValue().toString());
            });
    return shape;
  }

  private static String type(JsonNode value) {
    return (value.isNull() ? JsonNodeType.NUMBER : value.getNodeType()).toString();
  }
}
