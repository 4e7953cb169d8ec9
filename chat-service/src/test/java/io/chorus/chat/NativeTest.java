package io.chorus.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.stack.test.JsonTypes;
import org.junit.jupiter.api.Test;

/** What a native executable needs to be told, and a JVM does not. */
class NativeTest {
  @Test
  void whateverIsWrittenOrReadAsJsonIsRegisteredForReflection() {
    assertThat(
            JsonTypes.unregistered(
                "io.chorus.chat",
                "identity.Identity",
                "bus.Script",
                "bus.Stamp",
                "bus.Draft",
                "outbox.Content",
                "Outbox$Replica",
                "Command$Signal",
                "Command$Typing",
                "Absence",
                "EngineSettings",
                "OutboundBounds",
                "Arrival",
                "Attachments$Whole",
                "EventPacket",
                "SocketPacket"))
        .isEmpty();
  }
}
