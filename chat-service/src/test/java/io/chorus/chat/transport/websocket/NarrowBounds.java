package io.chorus.chat.transport.websocket;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Bounds that a test reaches soon, and none on the number of frames. */
public class NarrowBounds implements QuarkusTestProfile {
  static final int CONNECTIONS = 3;
  static final int QUIET_ABOVE = 2;

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "chorus.session.outbound-bytes", "131072",
        "chorus.session.outbound-memory", "2M",
        "chorus.session.frames-per-second", "1000000",
        "chorus.session.bytes-per-second", "1000000000",
        "chorus.session.connections-per-user", String.valueOf(CONNECTIONS),
        "chorus.rooms.quiet-above", String.valueOf(QUIET_ABOVE));
  }
}
