package io.chorus.chat.transport.socketio;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.stack.test.Backends;
import io.chorus.stack.test.PacketClient;
import io.chorus.stack.test.RawSocket;
import io.chorus.stack.test.SocketIoPolling;
import io.chorus.stack.token.TokenRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both protocols over the network, in the order of their documents. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class ProtocolTest {
  @TestHTTPResource("/")
  URI service;

  private static String token() {
    return Backends.tokens().mint(TokenRequest.user("ada").named("Ada"));
  }

  private static RequestSpecification polling() {
    return given().queryParam("EIO", "4").queryParam("transport", "polling");
  }

  private static String session() {
    Response handshake = polling().get("/socket.io/");
    assertThat(handshake.statusCode()).isEqualTo(200);
    return PacketClient.data(handshake.asString()).path("sid").asText();
  }

  private static RequestSpecification of(String session) {
    return polling().queryParam("sid", session);
  }

  private static Response poll(String session) {
    return of(session).get("/socket.io/");
  }

  private static Response post(String session, String payload) {
    return of(session).contentType("text/plain; charset=UTF-8").body(payload).post("/socket.io/");
  }

  private static void expectUnknown(String session) {
    poll(session).then().statusCode(400).body("code", equalTo(1));
  }

  @Nested
  class Transports {
    @ParameterizedTest
    @CsvSource({
      "EIO=4, 0",
      "EIO=4&transport=abc, 0",
      "transport=polling, 5",
      "EIO=3&transport=polling, 5",
      "EIO=abc&transport=polling, 5",
      "EIO=4&transport=websocket, 3",
      "EIO=4&transport=polling&sid=unknown, 1"
    })
    void aRequestThatSaysTooLittleIsRefused(String query, int code) {
      given().get("/socket.io/?" + query).then().statusCode(400).body("code", equalTo(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void aHandshakeIsAGet(String method) {
      polling().request(method, "/socket.io/").then().statusCode(400).body("code", equalTo(2));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "transport=websocket",
          "EIO=4",
          "EIO=4&transport=abc",
          "EIO=4&transport=websocket&sid=unknown"
        })
    void aSocketThatSaysTooLittleIsRefused(String query) {
      assertThat(PacketClient.refusal(service, query)).isEqualTo(400);
    }
  }

  @Nested
  class SendingAndReceivingData {
    @Test
    void packetsThatComeTogetherGoTogether() {
      String session = session();
      post(session, "40" + "{\"token\":\"" + token() + "\"}").then().body(equalTo("ok"));
      assertThat(poll(session).asString()).startsWith("40{\"sid\":");
    }

    @Test
    void whatIsNoPacketEndsTheSession() {
      String session = session();
      post(session, "abc").then().statusCode(400);
      expectUnknown(session);
    }

    @Test
    void tenThousandPacketsEndTheSession() {
      String session = session();
      post(session, "3\u001e".repeat(9_999) + "3").then().statusCode(400);
      expectUnknown(session);
    }

    @Test
    void aLargePayloadIsRefusedAndEndsTheSession() {
      String session = session();
      post(session, "4" + "x".repeat(70_000)).then().statusCode(413);
      expectUnknown(session);
    }

    @Test
    void aSecondPollEndsTheSession() {
      String session = session();
      CompletableFuture<Response> first = CompletableFuture.supplyAsync(() -> poll(session));
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> poll(session).statusCode() == 400);
      assertThat(first.join().statusCode()).isIn(200, 400);
      expectUnknown(session);
    }

    @Test
    void aCancelledPollEndsTheSession() throws IOException {
      String session = session();
      try (Socket socket = new Socket(service.getHost(), service.getPort())) {
        socket
            .getOutputStream()
            .write(
                ("GET /socket.io/?EIO=4&transport=polling&sid=%s HTTP/1.1\r\nHost: x\r\n\r\n"
                        .formatted(session))
                    .getBytes(StandardCharsets.US_ASCII));
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> poll(session).statusCode() == 400);
    }
  }

  @Nested
  class Upgrading {
    @Test
    void aPollingSessionGoesOnOverASocket() {
      String session = session();
      post(session, "40{\"token\":\"" + token() + "\"}");
      try (PacketClient socket = PacketClient.upgrade(service, session)) {
        socket.send("2probe");
        socket.await("3probe"::equals);
        socket.send("5");
        JsonNode reply = socket.request(1, "ping", Map.of());

        assertThat(reply.path("ok").asBoolean()).isTrue();
        poll(session).then().statusCode(400).body("code", equalTo(3));
        try (PacketClient second = PacketClient.upgrade(service, session)) {
          second.closeCode();
        }
        assertThat(socket.request(2, "ping", Map.of()).path("ok").asBoolean()).isTrue();
      }
    }

    @Test
    void aSocketThatSaysAnythingElseIsClosedAndPollingGoesOn() {
      String session = session();
      try (PacketClient socket = PacketClient.upgrade(service, session)) {
        socket.send("5");
        socket.closeCode();
      }
      post(session, "40{\"token\":\"" + token() + "\"}").then().statusCode(200);
    }
  }

  @Nested
  class Connecting {
    @Test
    void withoutATokenNobodyIsLetIn() {
      try (PacketClient client = PacketClient.open(service)) {
        assertThat(client.connect(Map.of())).hasToString("{\"message\":\"unauthorized\"}");
        for (Object token : List.of("nonsense", 123, true, Map.of(), "a\0b")) {
          assertThat(client.connect(Map.of("token", token)))
              .hasToString("{\"message\":\"unauthorized\"}");
        }
      }
    }

    @Test
    void aTokenInTheHeaderCountsToo() {
      String bearer = "Bearer " + token();
      try (PacketClient client = PacketClient.open(service, Map.of("Authorization", bearer))) {
        client.send("40");
        client.awaitEvent("authenticated", data -> data.at("/1/userId").asText().equals("ada"));
      }
    }

    @Test
    void aBadTokenInTheHeaderIsRefusedByAPacketAndNotByHttp() {
      try (PacketClient client =
          PacketClient.open(service, Map.of("Authorization", "Bearer nonsense"))) {
        client.send("40");
        client.await("44{\"message\":\"unauthorized\"}"::equals);
      }
      polling()
          .header("Authorization", "Bearer nonsense")
          .get("/socket.io/")
          .then()
          .statusCode(200)
          .body(startsWith("0{"));
    }

    @Test
    void theGreetingFollows() {
      try (PacketClient client = PacketClient.open(service)) {
        JsonNode connected = client.connect(Map.of("token", token()));
        JsonNode greeting = client.awaitEvent("authenticated", data -> true).path(1);

        assertThat(greeting.path("socketId")).isEqualTo(connected.path("sid"));
        assertThat(greeting.path("username").asText()).isEqualTo("Ada");
      }
    }

    @Test
    void clientsOfTheTutorialAreAnsweredAsTheyExpect() {
      try (PacketClient client = PacketClient.open(service)) {
        client.connect(Map.of("token", token()));
        client.awaitEvent("authenticated", data -> true);
        client.send("42[\"authenticate\",{\"userId\":\"ada\",\"username\":\"Ada\"}]");
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> client.events("authenticated").size() == 2);
        client.send("42[\"authenticate\",{\"userId\":\"bob\",\"username\":\"Ada\"}]");
        client.awaitEvent("error", data -> data.at("/1/code").asText().equals("unauthorized"));
        assertThat(client.isOpen()).isTrue();
      }
    }
  }

  @Nested
  class BadInput {
    private final String room = "room-" + UUID.randomUUID();

    private PacketClient connected() {
      PacketClient client = PacketClient.open(service);
      client.connect(Map.of("token", token()));
      client.awaitEvent("authenticated", data -> true);
      return client;
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "4abc",
          "42{}",
          "42abc[\"ping\"]",
          "429007199254740992[\"ping\",{}]",
          "47",
          "9",
          "abc",
          "42[\"ping\",[[[[[[",
          "45999999999-[\"ping\"]"
        })
    void whatIsNoPacketEndsTheConnection(String packet) {
      try (PacketClient client = connected()) {
        client.send(packet);

        assertThat(client.closeCode()).isEqualTo(1002);
      }
    }

    @Test
    void bytesAreRefusedAndTheConnectionLives() {
      try (PacketClient client = connected()) {
        client.request(1, "join_room", Map.of("roomId", room));
        client.send(
            "451-7[\"send_message\",{\"roomId\":\"%s\",\"content\":{\"_placeholder\":true,\"num\":0}}]"
                .formatted(room));
        client.send(new byte[] {1, 2, 3});

        JsonNode reply = PacketClient.data(client.await(packet -> packet.startsWith("437[")));
        assertThat(reply.at("/0/error/code").asText()).isEqualTo("invalid_request");
        assertThat(client.request(8, "ping", Map.of()).path("ok").asBoolean()).isTrue();
        assertThat(client.events("message")).isEmpty();
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "[\"ping\",7]",
          "[\"ping\",\"text\"]",
          "[\"ping\",[]]",
          "[\"join_room\",{\"roomId\":1}]"
        })
    void whatIsNoRequestIsRefused(String event) {
      try (PacketClient client = connected()) {
        client.send("427" + event);

        JsonNode reply = PacketClient.data(client.await(packet -> packet.startsWith("437[")));
        assertThat(reply.at("/0/error/code").asText()).isEqualTo("invalid_request");
      }
    }

    @Test
    void anEventThatNobodyKnowsIsToldWithoutAnAcknowledgement() {
      try (PacketClient client = connected()) {
        client.send("42[\"dance\"]");

        client.awaitEvent("error", data -> data.at("/1/event").asText().equals("dance"));
      }
    }

    @ParameterizedTest
    @ValueSource(ints = {RawSocket.FINAL | RawSocket.PING, RawSocket.FINAL | RawSocket.PONG, 0})
    void framesThatBringNoPacketCountToo(int head) throws IOException {
      try (RawSocket socket =
          new RawSocket(service, "/socket.io/?EIO=4&transport=websocket", token(), 0)) {
        socket.text("40");
        socket.awaitText("authenticated");
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        if (head == RawSocket.CONTINUATION) {
          // Of a message that does not end.
          frames.writeBytes(RawSocket.header(RawSocket.TEXT, 0));
        }
        for (int i = 0; i < 1_000; i++) {
          frames.writeBytes(RawSocket.header(head, 0));
        }
        socket.raw(frames.toByteArray());

        assertThat(socket.closeCode()).isEqualTo(4429);
      }
    }

    @Test
    void manyPacketsInFewPostsCountToo() {
      SocketIoPolling client = SocketIoPolling.open(service);
      client.connect(Map.of("token", token()));
      String payload = "42[\"ping\",{}]" + "\u001e42[\"ping\",{}]".repeat(899);
      client.post(payload);

      assertThat(client.poll()).matches("(?s)(.*\u001e)?1");
      expectUnknown(client.id());
    }

    @Test
    void anAttachmentThatNeverArrivesHoldsNothingUp() {
      try (PacketClient client = connected()) {
        client.send("4510-[\"send_message\",{\"roomId\":\"" + room + "\"}]");
        try (PacketClient other = connected()) {
          other.request(1, "join_room", Map.of("roomId", room));
        }
        assertThat(client.isOpen()).isTrue();
        client.send("42[\"ping\",{}]");
        assertThat(client.closeCode()).isEqualTo(1002);
      }
    }

    @Test
    void attachmentsThatAreTooLargeTogetherEndTheConnectionAndNothingIsStored() {
      try (PacketClient client = connected();
          PacketClient other = connected()) {
        other.request(1, "join_room", Map.of("roomId", room));
        client.request(1, "join_room", Map.of("roomId", room));
        client.send(
            "452-[\"send_message\",{\"roomId\":\"%s\",\"content\":\"x\",\"metadata\":{\"a\":"
                    .formatted(room)
                + "{\"_placeholder\":true,\"num\":0}}}]");
        client.send(new byte[40_000]);
        client.send(new byte[40_000]);

        assertThat(client.closeCode()).isEqualTo(1002);
        assertThat(other.request(2, "ping", Map.of()).path("ok").asBoolean()).isTrue();
        assertThat(other.events("message")).isEmpty();
      }
    }

    @Test
    void aDeepNestOfBracketsEndsTheConnectionAndNothingIsStored() {
      String open = "[".repeat(20_000);
      for (String nest : List.of(open, open + "]".repeat(20_000))) {
        try (PacketClient client = connected()) {
          client.request(1, "join_room", Map.of("roomId", room));
          client.send(
              "427[\"send_message\",{\"roomId\":\"%s\",\"content\":\"x\",\"metadata\":{\"a\":%s}}]"
                  .formatted(room, nest));

          assertThat(client.closeCode()).isEqualTo(1002);
          assertThat(client.events("message")).isEmpty();
        }
      }
    }

    @Test
    void tooManyEventsEndTheConnection() {
      try (PacketClient client = connected()) {
        for (int i = 0; i < 1_000 && client.isOpen(); i++) {
          try {
            client.send("42[\"ping\",{}]");
          } catch (CompletionException e) {
            break;
          }
        }
        assertThat(client.closeCode()).isIn(4429, 1006);
      }
    }
  }
}
