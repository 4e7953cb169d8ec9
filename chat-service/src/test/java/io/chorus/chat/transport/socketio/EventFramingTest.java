package io.chorus.chat.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EventFramingTest {
  private static String encoded(String frame) {
    return encoded(frame, 0);
  }

  private static String encoded(String frame, long number) {
    ByteBuf bytes = EventFraming.INSTANCE.encode(frame.getBytes(StandardCharsets.UTF_8), number);
    String text = bytes.toString(2, bytes.readableBytes() - 2, StandardCharsets.UTF_8);
    bytes.release();
    return text;
  }

  @Test
  void nameAndDataBecomeArguments() {
    assertThat(encoded("{\"event\":\"message\",\"data\":{\"content\":\"\\\"}é\"}}"))
        .isEqualTo("42[\"message\",{\"content\":\"\\\"}é\"}]");
  }

  @Test
  void theNumberIsTheLastArgument() {
    assertThat(encoded("{\"event\":\"message\",\"data\":{}}", 37))
        .isEqualTo("42[\"message\",{},\"11\"]");
  }

  @Test
  void anythingButAFrameIsAMistake() {
    assertThatThrownBy(() -> encoded("{\"data\":{},\"event\":\"message\"}"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> encoded("{\"event\":\"message"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
