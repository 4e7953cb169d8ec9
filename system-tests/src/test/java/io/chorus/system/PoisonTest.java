package io.chorus.system;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.stack.Suite;
import io.chorus.stack.SuiteOptions;
import io.chorus.stack.test.ChatClient;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One user sends what others could not read; the messages of the others are stored all the same.
 */
class PoisonTest {
  private static final int USERS = 6;
  private static final int MESSAGES = 60;

  private static final List<String> POISON =
      List.of(
          "[".repeat(62) + "]".repeat(62),
          "{\"a\":" + "[".repeat(62) + "]".repeat(62) + "}",
          "9".repeat(998) + "E5",
          "1e99999999999",
          "\"\\ud800\"",
          "{\"\\udc00\":1}",
          "\"\\u0000\"",
          "\"" + "\\u0001".repeat(8000) + "\"");

  @TempDir static Path folder;

  private final String room = "room-" + UUID.randomUUID();

  @Test
  void whatOneUserSendsCostsNobodyElseTheirMessages() throws Exception {
    SuiteOptions options = SuiteOptions.in(Path.of("..")).apartIn(folder).withInstances(1, 1, 1);
    try (Suite suite = Suite.start(options)) {
      AtomicBoolean over = new AtomicBoolean();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<Integer> poisoned = threads.submit(() -> poison(suite, over));
        try {
          List<Future<?>> users = new ArrayList<>();
          for (int user = 0; user < USERS; user++) {
            int number = user;
            users.add(threads.submit(() -> talk(suite, number)));
          }
          // What failed in a thread fails here.
          for (Future<?> user : users) {
            user.get();
          }
        } finally {
          over.set(true);
        }
        assertThat(poisoned.get()).isGreaterThanOrEqualTo(POISON.size());
      }

      assertThat(stored(suite)).hasSize(USERS * MESSAGES);
    }
  }

  private ChatClient enter(Suite suite, String user) {
    ChatClient client =
        ChatClient.connect(URI.create(suite.gateway().url()), suite.tokens().mint(user));
    client.request("join_room", Map.of("roomId", room));
    return client;
  }

  /** Each is answered with a code before the next is sent. */
  private int poison(Suite suite, AtomicBoolean over) {
    try (ChatClient client = enter(suite, "mallory")) {
      int sent = 0;
      for (int i = 0; !over.get() || i < POISON.size(); i++) {
        client.sendText(
            "{\"event\":\"send_message\",\"id\":%d,\"data\":{\"roomId\":\"%s\",\"content\":\"x\",\"metadata\":%s}}"
                .formatted(1000 + i, room, POISON.get(i % POISON.size())));
        assertThat(client.reply(1000 + i).at("/error/code").asText())
            .isIn("invalid_request", "message_too_large", "rate_limited");
        sent++;
      }
      return sent;
    }
  }

  private void talk(Suite suite, int user) {
    try (ChatClient client = enter(suite, "user-" + user)) {
      for (int i = 0; i < MESSAGES; i++) {
        JsonNode reply;
        do {
          reply =
              client.request(
                  "send_message",
                  Map.of("roomId", room, "content", "m" + i, "id", "u" + user + "-" + i));
        } while (reply.at("/error/code").asText().equals("rate_limited"));
      }
    }
  }

  private List<String> stored(Suite suite) {
    List<String> ids = new ArrayList<>();
    long after = 0;
    boolean more = true;
    while (more) {
      JsonPath page = page(suite, after);
      ids.addAll(page.getList("messages.id"));
      more = page.getBoolean("hasMore");
      if (more) {
        after = page.getLong("messages[-1].cursor");
      }
    }
    return ids;
  }

  /** What is overloaded is asked again; any other failure is one. */
  private JsonPath page(Suite suite, long after) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                given()
                    .baseUri(suite.gateway().url())
                    .auth()
                    .oauth2(suite.tokens().mint("reader"))
                    .get("/api/history/rooms/{room}/messages?limit=200&after={after}", room, after),
            answer -> {
              assertThat(answer.statusCode()).isIn(200, 503);
              return answer.statusCode() == 200;
            })
        .jsonPath();
  }
}
