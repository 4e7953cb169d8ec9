package io.chorus.chat.transport.engineio;

import io.chorus.model.Json;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Why a request is refused, in the protocol's own words and numbers. */
public enum EngineError {
  UNKNOWN_TRANSPORT(0, "Transport unknown"),
  UNKNOWN_SESSION(1, "Session ID unknown"),
  BAD_HANDSHAKE_METHOD(2, "Bad handshake method"),
  BAD_REQUEST(3, "Bad request"),
  UNSUPPORTED_VERSION(5, "Unsupported protocol version");

  /** Of every refusal. */
  public static final int HTTP_STATUS = 400;

  @RegisterForReflection
  record Body(int code, String message) {}

  private final String json;

  EngineError(int code, String message) {
    this.json = Json.text(new Body(code, message));
  }

  /** The body of the answer. */
  public String json() {
    return json;
  }
}
