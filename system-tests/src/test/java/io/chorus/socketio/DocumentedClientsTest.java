package io.chorus.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.stack.Suite;
import io.chorus.stack.SuiteOptions;
import io.chorus.stack.test.Carrier;
import io.chorus.stack.test.ChatClient;
import io.chorus.stack.test.Needs;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients of docs/clients.md as they stand there, and clients that poll, in numbers. */
class DocumentedClientsTest {
  private static final Path SOURCE =
      Path.of("src/test/java/io/chorus/socketio/DocumentedClientsTest.java");
  private static final int MANY = 100;

  /** The one in use, and the system's, for which a distribution has packages. */
  private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3");

  @TempDir static Path folder;
  private static Suite suite;

  private final String room = "room-" + UUID.randomUUID();

  @BeforeAll
  static void start() {
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

  private static URI gateway() {
    return URI.create(suite.gateway().url());
  }

  private static ChatClient client(Carrier carrier, String user) {
    return ChatClient.connect(carrier, gateway(), suite.tokens().mint(user));
  }

  private void say(ChatClient client, String content) {
    assertThat(
            client
                .request("send_message", Map.of("roomId", room, "content", content))
                .path("ok")
                .asBoolean())
        .isTrue();
  }

  @Test
  void theClientInJavaHearsTheRoom() throws IOException {
    URI url = gateway();
    String token = suite.tokens().mint("bot");
    List<String> heard = new CopyOnWriteArrayList<>();
    Socket socket = IO.socket(url, IO.Options.builder().setAuth(Map.of("token", token)).build());
    socket.on(
        "authenticated",
        greeting -> socket.emit("join_room", new JSONObject(Map.of("roomId", room))));
    socket.on("message", message -> heard.add(((JSONObject) message[0]).optString("content")));
    socket.connect();
    try (ChatClient ada = client(Carrier.NATIVE, "ada")) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  ada.request("join_room", Map.of("roomId", room)).path("memberCount").asInt()
                      == 2);
      say(ada, "Hello, bot");
      Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> heard.contains("Hello, bot"));
    } finally {
      socket.close();
    }
    assertThat(flat(Files.readString(SOURCE))).contains(flat(example("java socketio")));
  }

  @Test
  void theClientInPythonHearsTheRoom() throws IOException {
    Optional<String> python = PYTHONS.stream().filter(DocumentedClientsTest::hasSocketIo).findAny();
    Needs.require(python.isPresent(), "python3 with python-socketio[client]");
    Path program = folder.resolve("client.py");
    Files.writeString(
        program,
        "url, token = '%s', '%s'\n".formatted(gateway(), suite.tokens().mint("bot"))
            + example("python socketio"));
    Path output = folder.resolve("client.log");
    Process client =
        new ProcessBuilder(python.orElseThrow(), "-u", program.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try (ChatClient ada = client(Carrier.NATIVE, "ada")) {
      Map<String, String> general = Map.of("roomId", "general");
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> ada.request("join_room", general).path("memberCount").asInt() == 2);
      ada.request("send_message", Map.of("roomId", "general", "content", "Hello, bot"));
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> Files.readString(output).contains("Hello, bot"));
      assertThat(Files.readString(output)).contains("'ok': True");
    } finally {
      client.destroy();
    }
  }

  private static boolean hasSocketIo(String python) {
    try {
      return new ProcessBuilder(python, "-c", "import socketio, requests").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The code of an example, however its lines are broken. */
  private static String flat(String code) {
    return code.replaceAll("\\s+", "");
  }

  private static String example(String language) throws IOException {
    Matcher example =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("../docs/clients.md")));
    assertThat(example.find()).isTrue();
    return example.group(1);
  }

  @ParameterizedTest
  @EnumSource
  void everyCarrierSeesTheSameRoom(Carrier carrier) {
    try (ChatClient ada = client(carrier, "ada");
        ChatClient bob = client(Carrier.NATIVE, "bob")) {
      ada.request("join_room", Map.of("roomId", room));
      bob.request("join_room", Map.of("roomId", room));
      for (int i = 0; i < 20; i++) {
        say(i % 2 == 0 ? ada : bob, "no " + i);
      }
      for (ChatClient client : List.of(ada, bob)) {
        client.await("message", frame -> frame.at("/data/content").asText().equals("no 19"));
      }
      assertThat(ada.received("message")).hasSize(20).isEqualTo(bob.received("message"));
    }
  }

  @Test
  void aHundredClientsThatPollShareARoom() {
    List<ChatClient> clients =
        IntStream.range(0, MANY)
            .parallel()
            .mapToObj(i -> client(Carrier.SOCKET_IO_POLLING, "user-" + i))
            .toList();
    try {
      clients.parallelStream().forEach(it -> it.request("join_room", Map.of("roomId", room)));
      say(clients.getFirst(), "hello, all");
      for (ChatClient client : clients) {
        client.await("message", frame -> frame.at("/data/content").asText().equals("hello, all"));
      }
      assertThat(Stream.of(clients.getLast()).flatMap(it -> it.received("message").stream()))
          .hasSize(1);
    } finally {
      clients.parallelStream().forEach(ChatClient::close);
    }
  }
}
