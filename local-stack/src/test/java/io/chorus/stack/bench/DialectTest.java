package io.chorus.stack.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.stack.bench.Dialect.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectTest {
  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"event\":\"authenticated\",\"data\":{}} | GREETING",
        "{\"event\":\"message\",\"data\":{}} | MESSAGE",
        "{\"event\":\"reply\",\"id\":7,\"data\":{}} | REPLY",
        "{\"event\":\"resync\",\"data\":{}} | OTHER",
        "{\"event\":\"user_joined\",\"data\":{}} | OTHER",
      })
  void nativeFramesAreToldApart(String frame, Kind kind) {
    assertThat(new NativeDialect().kind(bytes(frame))).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0{\"sid\":\"a\"} | DEMAND",
        "2 | DEMAND",
        "40{\"sid\":\"b\"} | GREETING",
        "42[\"message\",{}] | MESSAGE",
        "42[\"user_joined\",{}] | OTHER",
        "437[{\"ok\":true}] | REPLY",
      })
  void packetsOfSocketIoAreToldApart(String packet, Kind kind) {
    assertThat(new SocketIoDialect().kind(bytes(packet))).isEqualTo(kind);
  }

  @Test
  void aReplyNamesItsRequest() {
    assertThat(new NativeDialect().id(bytes("{\"event\":\"reply\",\"id\":17,\"data\":{}}")))
        .isEqualTo(17);
    assertThat(new SocketIoDialect().id(bytes("4317[{\"ok\":true}]"))).isEqualTo(17);
  }

  @Test
  void aRequestIsWrittenAsTheServerReadsIt() {
    assertThat(text(new NativeDialect().request("join_room", 1, "{}")))
        .isEqualTo("{\"event\":\"join_room\",\"id\":1,\"data\":{}}");
    assertThat(text(new SocketIoDialect().request("join_room", 1, "{}")))
        .isEqualTo("421[\"join_room\",{}]");
  }

  @Test
  void whatTheProtocolDemandsIsAnswered() {
    assertThat(text(new SocketIoDialect().answer(bytes("0{}")))).isEqualTo("40");
    assertThat(text(new SocketIoDialect().answer(bytes("2")))).isEqualTo("3");
  }
}
