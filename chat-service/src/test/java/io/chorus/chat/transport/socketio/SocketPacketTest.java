package io.chorus.chat.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chorus.chat.transport.engineio.MalformedPacket;
import io.chorus.chat.transport.socketio.SocketPacket.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packet encoding; the valid ones are the kinds of the protocol's examples. */
class SocketPacketTest {
  @Test
  void aConnectNamesTheNamespaceAndMaySayMore() throws MalformedPacket {
    assertThat(SocketPacket.read("0").namespace()).isEqualTo("/");
    assertThat(SocketPacket.read("0").fields()).isNull();
    assertThat(SocketPacket.read("0/admin").namespace()).isEqualTo("/admin");
    SocketPacket packet = SocketPacket.read("0/admin,{\"token\":\"123\"}");
    assertThat(packet.type()).isEqualTo(Type.CONNECT);
    assertThat(packet.namespace()).isEqualTo("/admin");
    assertThat(packet.fields().text("token")).isEqualTo("123");
  }

  @Test
  void anEventHasANameAndArguments() throws MalformedPacket {
    SocketPacket packet = SocketPacket.read("2[\"foo\",{\"a\":1}]");

    assertThat(packet.type()).isEqualTo(Type.EVENT);
    assertThat(packet.event()).isEqualTo("foo");
    assertThat(packet.arguments().source(1)).isEqualTo("{\"a\":1}");
    assertThat(packet.id()).isNull();
    assertThat(SocketPacket.read("2/admin,[\"bar\"]").namespace()).isEqualTo("/admin");
    assertThat(SocketPacket.read("2[7]").event()).isEqualTo("7");
  }

  @Test
  void anEventMayAskForAnAcknowledgement() throws MalformedPacket {
    assertThat(SocketPacket.read("212[\"foo\"]").id()).isEqualTo(12);
    assertThat(SocketPacket.read("2/admin,13[\"foo\"]").id()).isEqualTo(13);
    assertThat(SocketPacket.read("29007199254740991[\"foo\"]").id()).isEqualTo((1L << 53) - 1);
  }

  @Test
  void aBinaryEventSaysHowManyAttachmentsFollow() throws MalformedPacket {
    SocketPacket packet =
        SocketPacket.read("52-/admin,14[\"baz\",{\"_placeholder\":true,\"num\":0}]");

    assertThat(packet.type()).isEqualTo(Type.BINARY_EVENT);
    assertThat(packet.attachments()).isEqualTo(2);
    assertThat(packet.namespace()).isEqualTo("/admin");
    assertThat(packet.id()).isEqualTo(14);
  }

  @Test
  void anAcknowledgementNamesItsEvent() throws MalformedPacket {
    assertThat(SocketPacket.read("3/admin,13[\"bar\"]").id()).isEqualTo(13);
    assertThat(SocketPacket.read("61-15[\"bar\"]").attachments()).isEqualTo(1);
    assertThat(SocketPacket.read("31[]").arguments().size()).isZero();
  }

  @Test
  void aDisconnectHasNothingElse() throws MalformedPacket {
    assertThat(SocketPacket.read("1").type()).isEqualTo(Type.DISCONNECT);
    assertThat(SocketPacket.read("1/admin,").namespace()).isEqualTo("/admin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "abc",
        "2",
        "2{}",
        "2[]",
        "2[\"a\"",
        "2[null]",
        "2[{}]",
        "2abc[\"a\"]",
        "2\"a\"",
        "2[\"connect\"]",
        "2[\"disconnect\"]",
        "2[\"newListener\"]",
        "29007199254740992[\"a\"]",
        "299999999999999999999999999[\"a\"]",
        "2-1[\"a\"]",
        "0[]",
        "0\"token\"",
        "1{}",
        "1[\"a\"]",
        "3[\"a\"]",
        "312{}",
        "312",
        "4{}",
        "5[\"a\"]",
        "5-[\"a\"]",
        "511-[\"a\"]",
        "5999999999999-[\"a\"]",
        "51[\"a\"]",
        "5-1-[\"a\"]",
        "6-1[]",
        "2[\"a\"] x",
        "2[\"a\"][\"b\"]"
      })
  void anythingElseIsMalformed(String text) {
    assertThatThrownBy(() -> SocketPacket.read(text)).isInstanceOf(MalformedPacket.class);
  }

  @Test
  void nestingWithoutEndIsMalformed() {
    assertThatThrownBy(() -> SocketPacket.read("2[\"a\"," + "[".repeat(60_000)))
        .isInstanceOf(MalformedPacket.class);
    assertThatThrownBy(() -> SocketPacket.read("0" + "{\"a\":".repeat(10_000)))
        .isInstanceOf(MalformedPacket.class);
  }
}
