package io.chorus.chat.transport.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramesTest {
  @ParameterizedTest
  @CsvSource({"0, 2, 0", "125, 2, 125", "126, 4, 126", "65535, 4, 126", "65536, 10, 127"})
  void theLengthIsWrittenInTheShortestForm(int length, int header, int marker) {
    ByteBuf frame = Frames.text(new byte[length]);
    try {
      assertThat(frame.readableBytes()).isEqualTo(header + length);
      assertThat(frame.getUnsignedByte(0)).isEqualTo((short) 0x81);
      assertThat(frame.getUnsignedByte(1)).isEqualTo((short) marker);
      long written =
          switch (header) {
            case 2 -> frame.getUnsignedByte(1);
            case 4 -> frame.getUnsignedShort(2);
            default -> frame.getLong(2);
          };
      assertThat(written).isEqualTo(length);
    } finally {
      frame.release();
    }
  }
}
