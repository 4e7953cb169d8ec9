package io.chorus.notification.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.model.frame.Envelope;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadFrameTest {
  @ParameterizedTest
  @CsvSource({
    "room_read, true",
    "notification_read, true",
    "notification, false",
    "room_reader, false",
    "resync, false"
  })
  void onlyWhatWasReadGrowsNoInbox(String event, boolean isOfReading) {
    String frame = "{\"event\":\"" + event + "\",\"data\":{}}";

    assertThat(ReadFrame.isNewsOfReading(Buffer.buffer(Envelope.event(frame))))
        .isEqualTo(isOfReading);
    assertThat(ReadFrame.isNewsOfReading(Buffer.buffer(Envelope.event("a-socket", frame))))
        .isEqualTo(isOfReading);
    assertThat(ReadFrame.isNewsOfReading(Buffer.buffer(frame))).isFalse();
  }
}
