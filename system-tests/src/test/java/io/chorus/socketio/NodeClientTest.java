package io.chorus.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.node.NodeFolder;
import io.chorus.stack.Suite;
import io.chorus.stack.SuiteOptions;
import io.chorus.stack.test.ChatClient;
import io.chorus.stack.token.TokenRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client of npm, over each of its transports: {@code scenario.mjs} is the application. */
class NodeClientTest {
  private static final Duration TOKEN_LIFE = Duration.ofSeconds(15);

  @TempDir static Path folder;
  private static NodeFolder node;
  private static Suite suite;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    node = NodeFolder.in(folder.resolve("node"));
    suite =
        Suite.start(
            SuiteOptions.in(Path.of("..")).apartIn(folder.resolve("suite")).withInstances(2, 1, 1));
  }

  @AfterAll
  static void stop() {
    if (suite != null) {
      suite.stop();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"websocket", "polling", "default"})
  void anApplicationWorksUnchanged(String transports) throws IOException, InterruptedException {
    ProcessBuilder scenario =
        node.application(
            "scenario.mjs", suite.gateway().url(), transports, "room-" + UUID.randomUUID());
    scenario
        .environment()
        .put("SHORT_TOKEN", suite.tokens().mint(TokenRequest.user("kim").validFor(TOKEN_LIFE)));
    expectDone(scenario);
  }

  private static void expectDone(ProcessBuilder application)
      throws IOException, InterruptedException {
    Process running = application.start();
    List<String> said = new ArrayList<>();
    try (BufferedReader output = running.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        said.add(line);
        if (line.startsWith("kill ")) {
          kill(Integer.parseInt(line.substring("kill ".length())));
        }
      }
    } finally {
      if (!running.waitFor(10, TimeUnit.SECONDS)) {
        running.destroyForcibly();
      }
    }
    assertThat(said).last().as(String.join("\n", said)).isEqualTo("done");
  }

  @Test
  void theHookWorksInAPage() throws IOException, InterruptedException {
    String url = suite.gateway().url();
    Files.writeString(
        node.path().resolve("hook.mjs"),
        example("jsx socketio").replace("http://localhost:8080", url));
    expectDone(node.application("page.mjs", url, "room-" + UUID.randomUUID()));
  }

  private static String example(String name) throws IOException {
    Matcher example =
        Pattern.compile("```" + name + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("../docs/clients.md")));
    assertThat(example.find()).isTrue();
    return example.group(1);
  }

  @Test
  void theExampleAnswers() throws IOException, InterruptedException {
    Files.writeString(node.path().resolve("example.mjs"), example("js node-socketio"));
    ProcessBuilder bot =
        node.application("example.mjs").redirectOutput(folder.resolve("example.log").toFile());
    bot.environment().put("CHORUS_URL", suite.gateway().url());
    bot.environment().put("CHORUS_TOKEN", suite.tokens().mint("bot"));
    Process running = bot.start();
    try (ChatClient ada =
        ChatClient.connect(
            URI.create(suite.gateway().url()), suite.tokens().mint(TokenRequest.user("ada")))) {
      ada.request("join_room", Map.of("roomId", "general"));
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  ada.request("join_room", Map.of("roomId", "general")).path("memberCount").asInt()
                      == 2);
      ada.request("send_message", Map.of("roomId", "general", "content", "!hello"));
      ada.await("message", frame -> frame.at("/data/content").asText().equals("Hello, ada!"));
    } finally {
      running.destroy();
    }
  }

  private static void kill(int instance) {
    ProcessHandle.of(suite.chat(instance).pid()).orElseThrow().destroyForcibly();
  }
}
