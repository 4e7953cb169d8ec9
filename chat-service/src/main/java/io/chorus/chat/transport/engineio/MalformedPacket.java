package io.chorus.chat.transport.engineio;

/** What a client sent is not of the protocol; its session is closed. */
public final class MalformedPacket extends Exception {
  public MalformedPacket(String message) {
    super(message, null, false, false);
  }
}
