package io.chorus.chat.transport.websocket;

import static io.chorus.stack.test.RawSocket.BINARY;
import static io.chorus.stack.test.RawSocket.CLOSE;
import static io.chorus.stack.test.RawSocket.CONTINUATION;
import static io.chorus.stack.test.RawSocket.FINAL;
import static io.chorus.stack.test.RawSocket.PING;
import static io.chorus.stack.test.RawSocket.PONG;
import static io.chorus.stack.test.RawSocket.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.stack.test.Backends;
import io.chorus.stack.test.RawSocket;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455, frame by frame. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class RawFramesTest {
  private static final int BOUND = 65_536;
  private static final int RESERVED_BIT = 0x40;
  private static final String ASK = "{\"event\":\"ping\",\"id\":1,\"data\":{}}";

  @TestHTTPResource("/")
  URI service;

  private RawSocket socket;

  @BeforeEach
  void connect() throws IOException {
    socket = RawSocket.connect(service, Backends.tokens().mint("raw"));
  }

  @AfterEach
  void disconnect() throws IOException {
    socket.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private void isAlive() throws IOException {
    socket.text("{\"event\":\"ping\",\"id\":99,\"data\":{}}");
    socket.awaitText("\"id\":99");
  }

  @RepeatedTest(25)
  void aMessageBeyondTheBoundInOnePieceIsToldSo() throws IOException {
    socket.frame(FINAL | TEXT, new byte[BOUND + 1]);

    assertThat(socket.closeCode()).isEqualTo(1009);
  }

  @ParameterizedTest
  @ValueSource(ints = {1 << 20, 20 << 20})
  void howeverLargeItIs(int length) throws IOException {
    socket.frame(FINAL | BINARY, new byte[length]);

    assertThat(socket.closeCode()).isEqualTo(1009);
    assertThat(socket.ends()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {BOUND + 1L, 3L << 30, Long.MAX_VALUE})
  void evenIfItIsOnlyAnnounced(long length) throws IOException {
    socket.raw(RawSocket.header(FINAL | TEXT, length));
    socket.raw(new byte[1000]);

    assertThat(socket.closeCode()).isEqualTo(1009);
  }

  @Test
  void fragmentsThatAddUpToTooMuchAreToldSo() throws IOException {
    socket.frame(TEXT, new byte[BOUND / 2]);
    socket.frame(CONTINUATION, new byte[BOUND / 2]);
    socket.frame(CONTINUATION, new byte[1]);

    assertThat(socket.closeCode()).isEqualTo(1009);
  }

  @Test
  void aMessageAtTheBoundIsRead() throws IOException {
    String filled = "{\"event\":\"ping\",\"id\":1,\"data\":{\"a\":\"%s\"}}";
    socket.text(filled.formatted("x".repeat(BOUND - filled.length() + 2)));

    socket.awaitText("\"id\":1");
  }

  @Test
  void aMessageMayBeginAndGoOnWithNothing() throws IOException {
    socket.frame(TEXT);
    socket.frame(CONTINUATION);
    socket.frame(CONTINUATION, bytes(ASK.substring(0, 10)));
    socket.frame(CONTINUATION);
    socket.frame(CONTINUATION, bytes(ASK.substring(10)));
    socket.frame(FINAL | CONTINUATION);

    socket.awaitText("\"id\":1");
    isAlive();
  }

  @Test
  void anEmptyMessageIsRefusedAndNothingMore() throws IOException {
    socket.frame(FINAL | TEXT);
    socket.awaitText("invalid_request");
    socket.frame(TEXT);
    socket.frame(FINAL | CONTINUATION);
    socket.awaitText("invalid_request");

    isAlive();
  }

  @Test
  void controlFramesMayComeBetweenFragments() throws IOException {
    socket.frame(TEXT, bytes(ASK.substring(0, 10)));
    socket.frame(FINAL | PING, bytes("hello"));
    socket.frame(FINAL | PONG, bytes("unasked"));
    socket.frame(FINAL | CONTINUATION, bytes(ASK.substring(10)));

    RawSocket.Frame frame = socket.read();
    while (frame.opcode() != PONG) {
      assertThat(frame.text()).doesNotContain("\"id\":1");
      frame = socket.read();
    }
    assertThat(frame.text()).isEqualTo("hello");
    socket.awaitText("\"id\":1");
  }

  @Test
  void everyPingIsAnsweredOnceAndInTurn() throws IOException {
    for (int i = 0; i < 50; i++) {
      socket.frame(FINAL | PING, (byte) i);
    }
    socket.text(ASK);

    int pongs = 0;
    RawSocket.Frame frame = socket.read();
    while (!frame.text().contains("\"id\":1")) {
      if (frame.opcode() == PONG) {
        assertThat(frame.payload()).containsExactly(pongs++);
      }
      frame = socket.read();
    }
    assertThat(pongs).isEqualTo(50);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80", // a continuation byte alone
        "c080", // NUL, overlong
        "e08080", // overlong
        "f0808080", // overlong
        "eda080", // a high surrogate
        "edb080", // a low surrogate
        "eda080edb080", // a pair of them
        "f4908080", // beyond the last character
        "ff",
        "c3",
        "e282",
        "f09f98", // what ends too early
      })
  void textThatIsNotUtf8IsNotRepaired(String hex) throws IOException {
    socket.frame(FINAL | TEXT, HexFormat.of().parseHex("7b22" + hex + "227d"));

    assertThat(socket.closeCode()).isEqualTo(1007);
    socket.close(1007);
    assertThat(socket.ends()).isTrue();
  }

  @Test
  void norIsItWhenItEndsTooEarly() throws IOException {
    socket.frame(FINAL | TEXT, HexFormat.of().parseHex("7b7df09f98"));

    assertThat(socket.closeCode()).isEqualTo(1007);
  }

  @Test
  void norIsItInFragments() throws IOException {
    socket.frame(TEXT, HexFormat.of().parseHex("22c3"));
    socket.frame(FINAL | CONTINUATION, HexFormat.of().parseHex("2222"));

    assertThat(socket.closeCode()).isEqualTo(1007);
  }

  @Test
  void aCharacterMayBeSplitOverFragments() throws IOException {
    byte[] ask = bytes("{\"event\":\"grüß 👋\",\"id\":1}");
    for (int i = 0; i < ask.length; i++) {
      socket.frame(i == 0 ? TEXT : CONTINUATION, ask[i]);
    }
    socket.frame(FINAL | CONTINUATION);

    assertThat(socket.awaitText("\"id\":1")).contains("unknown_event");
  }

  @Test
  void theReplacementCharacterItselfIsText() throws IOException {
    socket.text("{\"event\":\"\ufffd\"}");

    assertThat(socket.awaitText("unknown_event")).contains("\ufffd");
  }

  static Stream<Arguments> violations() {
    return Stream.of(
        Arguments.of("a reserved bit", new int[] {FINAL | RESERVED_BIT | TEXT, 0x80, 0, 0, 0, 0}),
        Arguments.of("another", new int[] {FINAL | 0x20 | TEXT, 0x80, 0, 0, 0, 0}),
        Arguments.of("one on a ping", new int[] {FINAL | 0x10 | PING, 0x80, 0, 0, 0, 0}),
        Arguments.of("one on a close", new int[] {FINAL | 0x10 | CLOSE, 0x80, 0, 0, 0, 0}),
        Arguments.of("an unknown opcode", new int[] {FINAL | 0x3, 0x80, 0, 0, 0, 0}),
        Arguments.of("an unknown control opcode", new int[] {FINAL | 0xb, 0x80, 0, 0, 0, 0}),
        Arguments.of("an unmasked frame", new int[] {FINAL | TEXT, 0x02, '{', '}'}),
        Arguments.of("a fragmented ping", new int[] {PING, 0x80, 0, 0, 0, 0}),
        Arguments.of("a large ping", new int[] {FINAL | PING, 0xfe, 0, 126, 0, 0, 0, 0}),
        Arguments.of("nothing to go on with", new int[] {FINAL | CONTINUATION, 0x80, 0, 0, 0, 0}),
        Arguments.of(
            "a message within a message",
            new int[] {TEXT, 0x80, 0, 0, 0, 0, FINAL | TEXT, 0x80, 0, 0, 0, 0}),
        Arguments.of("half a close code", new int[] {FINAL | CLOSE, 0x81, 0, 0, 0, 0, 3}),
        Arguments.of(
            "a length in a longer form", new int[] {FINAL | TEXT, 0xfe, 0, 1, 0, 0, 0, 0}));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("violations")
  void whatIsNotTheProtocolIsToldSo(String what, int[] frame) throws IOException {
    byte[] raw = new byte[frame.length];
    for (int i = 0; i < frame.length; i++) {
      raw[i] = (byte) frame[i];
    }
    socket.raw(raw);

    assertThat(socket.closeCode()).isEqualTo(1002);
    assertThat(socket.ends()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535})
  void aCodeThatMustNotBeSentIsAViolation(int code) throws IOException {
    socket.close(code);

    assertThat(socket.closeCode()).isEqualTo(1002);
  }

  @ParameterizedTest
  @CsvSource({"1000, 1000", "1001, 1001", "3000, 3000", "4999, 4999"})
  void aCloseIsAnsweredWithItsCode(int code, int answer) throws IOException {
    socket.close(code);

    assertThat(socket.closeCode()).isEqualTo(answer);
    assertThat(socket.ends()).isTrue();
  }

  @Test
  void aCloseWithoutACodeIsAnsweredAlike() throws IOException {
    socket.frame(FINAL | CLOSE);

    RawSocket.Frame frame = socket.read();
    while (frame.opcode() != CLOSE) {
      frame = socket.read();
    }
    assertThat(frame.payload()).isEmpty();
    assertThat(socket.ends()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ff", "eda080", "e282"})
  void aReasonMustBeUtf8(String reason) throws IOException {
    socket.frame(FINAL | CLOSE, HexFormat.of().parseHex("03e8" + reason));

    assertThat(socket.closeCode()).isEqualTo(1007);
  }

  @Test
  void aConnectionThatIsClosedTakesNothingMore() throws IOException {
    socket.frame(FINAL | TEXT, HexFormat.of().parseHex("ff"));
    for (int i = 0; i < 10; i++) {
      socket.text(ASK);
      socket.frame(FINAL | PING);
    }
    assertThat(socket.closeCode()).isEqualTo(1007);
    socket.close(1007);

    assertThat(socket.ends()).as("no reply, and no pong").isTrue();
  }

  @Test
  void draftsOfTheProtocolAreNotSpoken() throws IOException {
    try (java.net.Socket tcp = new java.net.Socket(service.getHost(), service.getPort())) {
      tcp.setSoTimeout(30_000);
      tcp.getOutputStream()
          .write(
              """
              GET /ws HTTP/1.1\r
              Host: localhost\r
              Connection: Upgrade\r
              Upgrade: websocket\r
              Sec-WebSocket-Version: 8\r
              Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
              Authorization: Bearer %s\r
              \r
              """
                  .formatted(Backends.tokens().mint("raw"))
                  .getBytes(UTF_8));
      String head = new String(tcp.getInputStream().readNBytes(12), UTF_8);

      assertThat(head).isEqualTo("HTTP/1.1 426");
    }
  }
}
