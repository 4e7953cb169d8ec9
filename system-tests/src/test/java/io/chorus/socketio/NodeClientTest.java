package io.chorus.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.stack.Suite;
import io.chorus.stack.SuiteOptions;
import io.chorus.stack.test.ChatClient;
import io.chorus.stack.test.Needs;
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
  private static final Path SOURCES = Path.of("src/test/node");
  private static final Duration TOKEN_LIFE = Duration.ofSeconds(15);

  @TempDir static Path folder;
  private static Suite suite;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Needs.require(isNodeThere() && install(), "Node.js and npm's registry");
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

  private static boolean isNodeThere() throws InterruptedException {
    try {
      return new ProcessBuilder("npm", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean install() throws IOException, InterruptedException {
    for (String file :
        List.of("package.json", "package-lock.json", "suite.mjs", "scenario.mjs", "page.mjs")) {
      Files.copy(SOURCES.resolve(file), folder.resolve(file));
    }
    return new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("npm.log").toFile())
            .start()
            .waitFor()
        == 0;
  }

  @ParameterizedTest
  @ValueSource(strings = {"websocket", "polling", "default"})
  void anApplicationWorksUnchanged(String transports) throws IOException, InterruptedException {
    ProcessBuilder scenario =
        new ProcessBuilder(
                "node",
                "scenario.mjs",
                suite.gateway().url(),
                transports,
                "room-" + UUID.randomUUID())
            .directory(folder.toFile())
            .redirectErrorStream(true);
    scenario
        .environment()
        .put("SHORT_TOKEN", suite.tokens().mint(TokenRequest.user("kim").validFor(TOKEN_LIFE)));
    expectDone(scenario);
  }

  private static void expectDone(ProcessBuilder application)
      throws IOException, InterruptedException {
    Process node = application.start();
    List<String> said = new ArrayList<>();
    try (BufferedReader output = node.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        said.add(line);
        if (line.startsWith("kill ")) {
          kill(Integer.parseInt(line.substring("kill ".length())));
        }
      }
    } finally {
      if (!node.waitFor(10, TimeUnit.SECONDS)) {
        node.destroyForcibly();
      }
    }
    assertThat(said).last().as(String.join("\n", said)).isEqualTo("done");
  }

  @Test
  void theHookWorksInAPage() throws IOException, InterruptedException {
    String url = suite.gateway().url();
    Files.writeString(
        folder.resolve("hook.mjs"), example("jsx socketio").replace("http://localhost:8080", url));
    expectDone(
        new ProcessBuilder("node", "page.mjs", url, "room-" + UUID.randomUUID())
            .directory(folder.toFile())
            .redirectErrorStream(true));
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
    Files.writeString(folder.resolve("example.mjs"), example("js node-socketio"));
    ProcessBuilder bot =
        new ProcessBuilder("node", "example.mjs")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("example.log").toFile());
    bot.environment().put("CHORUS_URL", suite.gateway().url());
    bot.environment().put("CHORUS_TOKEN", suite.tokens().mint("bot"));
    Process node = bot.start();
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
      node.destroy();
    }
  }

  private static void kill(int instance) {
    ProcessHandle.of(suite.chat(instance).pid()).orElseThrow().destroyForcibly();
  }
}
