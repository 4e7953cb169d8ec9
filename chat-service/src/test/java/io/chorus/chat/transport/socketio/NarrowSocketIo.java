package io.chorus.chat.transport.socketio;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Bounds that a test reaches soon, and pages of another origin. */
public class NarrowSocketIo implements QuarkusTestProfile {
  static final int POLLING = 2;
  static final int NEWCOMERS = 4;
  static final int NEWCOMER_BYTES = 8_192;
  static final String ORIGIN = "https://app.example.org";

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "chorus.socketio.polling-sessions", String.valueOf(POLLING),
        "chorus.socketio.newcomers", String.valueOf(NEWCOMERS),
        "chorus.socketio.newcomer-bytes", String.valueOf(NEWCOMER_BYTES),
        "quarkus.http.cors.enabled", "true",
        "quarkus.http.cors.origins", ORIGIN);
  }
}
