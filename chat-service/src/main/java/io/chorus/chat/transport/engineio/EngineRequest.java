package io.chorus.chat.transport.engineio;

/**
 * What the query of a request says.
 *
 * @param sessionId null for a handshake
 */
record EngineRequest(Transport transport, String sessionId) {
  private static final String PROTOCOL = "4";

  enum Transport {
    POLLING,
    WEBSOCKET
  }

  /** The query of a request, or why it is refused. */
  sealed interface Reading {
    record Accepted(EngineRequest request) implements Reading {}

    record Refused(EngineError error) implements Reading {}
  }

  /** Parameters as they came, null where they are missing. */
  static Reading read(String protocol, String transport, String sessionId) {
    Transport known =
        switch (transport) {
          case "polling" -> Transport.POLLING;
          case "websocket" -> Transport.WEBSOCKET;
          case null, default -> null;
        };
    if (known == null) {
      return new Reading.Refused(EngineError.UNKNOWN_TRANSPORT);
    }
    if (!PROTOCOL.equals(protocol)) {
      return new Reading.Refused(EngineError.UNSUPPORTED_VERSION);
    }
    return new Reading.Accepted(new EngineRequest(known, sessionId));
  }
}
