package io.chorus.chat.transport.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packet encoding, HTTP long-polling. */
class PayloadTest {
  private static List<Packet> decode(String body) throws MalformedPacket {
    return Payload.decode(body.getBytes(StandardCharsets.UTF_8), 100);
  }

  @Test
  void packetsAreSeparatedByARecordSeparator() throws MalformedPacket {
    assertThat(decode("4hello\u001e2\u001e4€"))
        .containsExactly(
            new Packet.Text(PacketType.MESSAGE, "hello"),
            new Packet.Text(PacketType.PING, ""),
            new Packet.Text(PacketType.MESSAGE, "€"));
  }

  @Test
  void bytesAreBase64() throws MalformedPacket {
    assertThat(((Packet.Binary) decode("bAQIDBA==").getFirst()).data()).containsExactly(1, 2, 3, 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "7", "4a\u001e", "\u001e4a", "4a\u001e\u001e4b", "é"})
  void anythingElseIsMalformed(String body) {
    assertThatThrownBy(() -> decode(body)).isInstanceOf(MalformedPacket.class);
  }

  @Test
  void whatIsNotUtf8IsMalformed() {
    assertThatThrownBy(() -> Payload.decode(new byte[] {'4', (byte) 0xc3, '('}, 100))
        .isInstanceOf(MalformedPacket.class);
  }

  @Test
  void tenThousandPacketsInOneAreTooMany() {
    assertThatThrownBy(() -> decode("3\u001e".repeat(9_999) + "3"))
        .isInstanceOf(MalformedPacket.class);
  }

  @Test
  void anAnswerHoldsFramesWithoutTheirHeaders() {
    String large = "x".repeat(70_000);
    ByteBuf payload =
        Payload.encode(
            List.of(
                PacketFrame.text("4hello"),
                PacketFrame.message(new byte[] {1, 2, 3, 4}),
                PacketFrame.text("4" + "y".repeat(200)),
                PacketFrame.text("4" + large)));

    assertThat(payload.toString(StandardCharsets.UTF_8))
        .isEqualTo("4hello\u001ebAQIDBA==\u001e4" + "y".repeat(200) + "\u001e4" + large);
    payload.release();
  }

  @Test
  void aFrameThatIsSharedKeepsItsHeader() {
    ByteBuf shared = PacketFrame.text("4hello");
    ByteBuf payload = Payload.encode(List.of(shared.retainedDuplicate()));
    payload.release();

    assertThat(shared.refCnt()).isEqualTo(1);
    assertThat(shared.readableBytes()).isEqualTo(8);
    shared.release();
  }
}
