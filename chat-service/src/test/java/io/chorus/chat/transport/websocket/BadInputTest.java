package io.chorus.chat.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.bus.Bus;
import io.chorus.chat.FakeHistory;
import io.chorus.stack.test.Backends;
import io.chorus.stack.test.ChatClient;
import io.chorus.stack.test.RawSocket;
import io.chorus.stack.token.TokenRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Backends.class)
class BadInputTest {
  private static final String LONG_NUMBER =
      "12345678901234567890123456789012345678901234567890123456789012345";

  @TestHTTPResource("/")
  URI service;

  @Inject Bus bus;

  private final String room = "open-" + UUID.randomUUID();
  private FakeHistory history;
  private ChatClient client;

  /** Whether this is one of the few inputs that end the connection. */
  private boolean closes;

  @BeforeEach
  void connect() {
    history = new FakeHistory(bus);
    client =
        ChatClient.connect(
            service, Backends.tokens().mint(TokenRequest.user("u1").withRooms("open-*")));
    client.request("join_room", Map.of("roomId", room));
  }

  @AfterEach
  void nothingWasPublishedAndTheConnectionLivesOn() {
    if (!closes) {
      assertThat(client.request("ping", Map.of()).path("ok").asBoolean()).isTrue();
    }
    assertThat(client.received("message")).isEmpty();
    assertThat(history.received()).isEmpty();
    client.close();
    history.close();
  }

  private void isClosedWith(int code) {
    closes = true;
    assertThat(client.closeCode()).isEqualTo(code);
  }

  private static String code(JsonNode reply) {
    assertThat(reply.path("ok").asBoolean()).isFalse();
    assertThat(reply.at("/error/message").asText()).isNotEmpty();
    return reply.at("/error/code").asText();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"event\":\"nonsense\",\"id\":7,\"data\":{}} | unknown_event",
        "{\"event\":\"join_room\",\"id\":7} | invalid_request",
        "{\"event\":\"join_room\",\"id\":7,\"data\":[]} | invalid_request",
        "{\"event\":\"join_room\",\"id\":7,\"data\":{\"roomId\":5}} | invalid_request",
        "{\"event\":\"join_room\",\"id\":7,\"data\":{\"roomId\":\"a b\"}} | invalid_request",
        "{\"event\":\"join_room\",\"id\":7,\"data\":{\"roomId\":\"closed\"}} | forbidden",
        "{\"event\":\"leave_room\",\"id\":7,\"data\":{\"roomId\":\"open-x\"}} | not_in_room",
        "{\"event\":\"send_message\",\"id\":7,\"data\":{\"roomId\":\"open-x\",\"content\":\"hi\"}} | not_in_room",
        "{\"event\":\"send_message\",\"id\":7,\"data\":{\"roomId\":\"$\"}} | invalid_request",
        "{\"event\":\"send_message\",\"id\":7,\"data\":{\"roomId\":\"$\",\"content\":\"\"}} | invalid_request",
        "{\"event\":\"send_message\",\"id\":7,\"data\":{\"roomId\":\"$\",\"content\":{}}} | invalid_request",
        "{\"event\":\"send_message\",\"id\":7,\"data\":{\"roomId\":\"$\",\"content\":\"a\\u0000b\"}} | invalid_request",
        "{\"event\":\"send_message\",\"id\":7,\"data\":{\"roomId\":\"$\",\"content\":\"a\\ud800\"}} | invalid_request",
        "{\"event\":\"send_message\",\"id\":7,\"data\":{\"roomId\":\"$\",\"content\":\"a\",\"id\":\"not ok\"}} | invalid_request",
        "{\"event\":\"send_message\",\"id\":7,\"data\":{\"roomId\":\"$\",\"content\":\"a\",\"id\":5}} | invalid_request",
        "{\"event\":\"send_message\",\"id\":7,\"data\":{\"roomId\":\"$\",\"content\":\"a\",\"metadata\":[1,\"\\ud800\"]}} | invalid_request",
        "{\"event\":\"send_message\",\"id\":7,\"data\":{\"roomId\":\"$\",\"content\":\"a\",\"metadata\":{\"\\u0000\":1}}} | invalid_request",
        "{\"event\":\"send_message\",\"id\":7,\"data\":{\"roomId\":\"$\",\"content\":\"a\",\"metadata\":1e99999999999}} | invalid_request",
        "{\"event\":\"signal\",\"id\":7,\"data\":{\"roomId\":\"$\",\"name\":\"n\",\"payload\":\"\\ud800\"}} | invalid_request",
        "{\"event\":\"signal\",\"id\":7,\"data\":{\"roomId\":\"$\",\"name\":\"\\ud800\",\"payload\":1}} | invalid_request",
        "{\"event\":\"join_room\",\"id\":7,\"data\":{\"roomId\":\".\"}} | invalid_request",
        "{\"event\":\"join_room\",\"id\":7.0,\"data\":{\"roomId\":\"..\"}} | invalid_request",
        "{\"event\":5,\"id\":7} | invalid_request",
        "{\"event\":\"typing\",\"id\":7,\"data\":{\"roomId\":\"$\",\"isTyping\":\"yes\"}} | invalid_request",
        "{\"event\":\"signal\",\"id\":7,\"data\":{\"roomId\":\"$\",\"payload\":1}} | invalid_request",
        "{\"event\":\"authenticate\",\"id\":7,\"data\":{}} | invalid_request",
      })
  void aBadRequestWithAnIdIsAnsweredWithItsCode(String frame, String code) {
    client.sendText(frame.replace("$", room));

    assertThat(code(client.reply(7))).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "not json | invalid_request | ",
        "[] | invalid_request | ",
        "\"text\" | invalid_request | ",
        "{} | invalid_request | ",
        "{\"event\":5} | invalid_request | ",
        "{\"event\":\"nonsense\"} | unknown_event | nonsense",
        "{\"event\":\"join_room\",\"data\":{}} | invalid_request | join_room",
        "{\"event\":\"ping\",\"id\":\"text\"} | invalid_request | ping",
        "{\"event\":\"ping\"} trailing | invalid_request | ",
      })
  void aBadRequestWithoutAnIdIsToldByAnErrorEvent(String frame, String code, String event) {
    client.sendText(frame);

    JsonNode error = client.await("error").path("data");
    assertThat(error.path("code").asText()).isEqualTo(code);
    assertThat(error.path("message").asText()).isNotEmpty();
    assertThat(error.path("event").textValue()).isEqualTo(event);
  }

  @Test
  void deepNestingIsRefusedRatherThanFollowed() {
    client.sendText("{\"event\":\"ping\",\"data\":" + "[".repeat(1000) + "]".repeat(1000) + "}");

    assertThat(client.await("error").at("/data/code").asText()).isEqualTo("invalid_request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.0",
        "1e3",
        "-5",
        "9007199254740993",
        "18446744073709551616",
        "123456789012345678901234567890.0"
      })
  void anIdComesBackAsItWasSent(String id) throws IOException {
    try (RawSocket socket = RawSocket.connect(service, Backends.tokens().mint("raw"))) {
      socket.text("{\"event\":\"ping\", \"id\" : " + id + " }");

      assertThat(socket.awaitText("reply"))
          .isEqualTo("{\"event\":\"reply\",\"id\":" + id + ",\"data\":{\"ok\":true}}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "1e-1", "true", "\"1\"", "[1]", "{}", "1e99999", LONG_NUMBER})
  void whatIsNoIntegerIsNoId(String id) {
    client.sendText("{\"event\":\"ping\",\"id\":" + id + "}");

    JsonNode error = client.await("error").path("data");
    assertThat(error.path("code").asText()).isEqualTo("invalid_request");
    assertThat(error.path("event").asText()).isEqualTo("ping");
  }

  @Test
  void theNameOfAnEventIsToldBackOnlyIfItIsShort() {
    client.sendText("{\"event\":\"" + "x".repeat(1000) + "\"}");

    JsonNode error = client.await("error").path("data");
    assertThat(error.path("code").asText()).isEqualTo("unknown_event");
    assertThat(error.has("event")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "1e0", "10E-1"})
  void anIdIsAnIntegerHoweverItIsWritten(String id) {
    client.sendText("{\"event\":\"ping\",\"id\":" + id + "}");

    assertThat(client.reply(1).path("ok").asBoolean()).isTrue();
  }

  @Test
  void whatIsNotAskedForIsNoReasonToRefuse() {
    client.sendText(
        "{\"event\":\"ping\",\"id\":7,\"data\":{\"a\":1e99999999999,\"b\":"
            + "9".repeat(2000)
            + ",\"c\":\"\\ud800\",\"d\":"
            + "[".repeat(500)
            + "]".repeat(500)
            + "}}");

    assertThat(client.reply(7).path("ok").asBoolean()).isTrue();
  }

  @Test
  void metadataThatOthersCouldNotReadIsRefused() {
    for (Object metadata :
        List.of(
            new RawText("[".repeat(33) + "]".repeat(33)),
            new RawText("9".repeat(998) + "E5"),
            new RawText("{\"a\":" + "[".repeat(62) + "]".repeat(62) + "}"))) {
      assertThat(code(sendWith(metadata))).isEqualTo("invalid_request");
    }
  }

  @Test
  void metadataBeyondItsBoundIsRefused() {
    assertThat(code(sendWith("x".repeat(8191)))).isEqualTo("message_too_large");
  }

  private JsonNode sendWith(Object metadata) {
    return client.request(
        "send_message", Map.of("roomId", room, "content", "a", "metadata", metadata));
  }

  /** JSON as it stands. */
  private record RawText(@JsonValue @JsonRawValue String json) {}

  @Test
  void binaryFramesAreRefused() {
    client.sendBinary(new byte[] {1, 2, 3});

    assertThat(client.await("error").at("/data/code").asText()).isEqualTo("invalid_request");
  }

  @Test
  void contentBeyondItsBoundIsRefused() {
    String tooLong = "ä".repeat(8193);

    JsonNode reply = client.request("send_message", Map.of("roomId", room, "content", tooLong));

    assertThat(code(reply)).isEqualTo("message_too_large");
  }

  @Test
  void aFrameBeyondItsBoundClosesTheConnection() {
    client.sendText("x".repeat(65537));

    isClosedWith(1009);
  }

  @Test
  void fragmentsBeyondTheBoundCloseTheConnectionToo() {
    client.sendFragments("x".repeat(40000), "x".repeat(40000));

    isClosedWith(1009);
  }

  @Test
  void aConnectionMayBeInSoManyRoomsAndNoMore() {
    for (int i = 1; i < 100; i++) {
      client.send("join_room", Map.of("roomId", "open-" + i));
    }

    JsonNode reply = client.request("join_room", Map.of("roomId", "open-100"));

    assertThat(code(reply)).isEqualTo("too_many_rooms");
  }

  @Test
  void framesWithoutEndCloseTheConnection() {
    IntStream.range(0, 20_000)
        .takeWhile(i -> client.isOpen())
        .forEach(i -> client.sendTextUnlessClosed("{\"event\":\"ping\"}"));

    isClosedWith(4429);
  }
}
