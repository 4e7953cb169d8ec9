package io.chorus.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.stack.test.JsonTypes;
import org.junit.jupiter.api.Test;

/** What a native executable needs to be told, and a JVM does not. */
class NativeTest {
  @Test
  void whateverIsWrittenOrReadAsJsonIsRegisteredForReflection() {
    assertThat(
            JsonTypes.unregistered(
                "io.chorus.history",
                "api.MessageJson",
                "reading.Left",
                "ReadMarkers$Marked",
                "UserRooms$UserRoom",
                "MessageSearch$Found",
                "MessageSearch$Page",
                "Entries$Stretch",
                "state.MessageState",
                "MessageStates$Bounds",
                "state.RoomState",
                "erasure.Erasure",
                "identity.Identity",
                "LateAnnouncements$Told",
                "ingest.IngestBatch",
                "IngestBatch$Item"))
        .isEmpty();
  }
}
