package io.chorus.chat.transport.engineio;

import io.chorus.model.Json;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** The packet that opens a session. Times are in milliseconds. */
@RegisterForReflection
record Handshake(
    String sid, List<String> upgrades, long pingInterval, long pingTimeout, int maxPayload) {

  static String packet(String sessionId, List<String> upgrades, EngineSettings settings) {
    return PacketType.OPEN.digit()
        + Json.text(
            new Handshake(
                sessionId,
                upgrades,
                settings.pingInterval().toMillis(),
                settings.pingTimeout().toMillis(),
                settings.maxPayload()));
  }
}
