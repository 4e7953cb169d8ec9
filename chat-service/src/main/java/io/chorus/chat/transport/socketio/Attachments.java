package io.chorus.chat.transport.socketio;

import io.chorus.chat.transport.engineio.MalformedPacket;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts packets together with the bytes that follow them, within a bound. Belongs to the session's
 * thread.
 */
final class Attachments {
  /** A packet and all that belongs to it. */
  record Whole(SocketPacket packet, List<byte[]> attachments) {}

  private final int maxBytes;
  private SocketPacket packet;
  private List<byte[]> collected;
  private long bytes;

  /**
   * @param maxBytes of one packet's attachments together
   */
  Attachments(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Takes a packet.
   *
   * @return null while its attachments are awaited
   * @throws MalformedPacket if those of another one are
   */
  Whole add(SocketPacket next) throws MalformedPacket {
    if (packet != null) {
      throw new MalformedPacket("text where an attachment is awaited");
    }
    if (next.attachments() == 0) {
      return new Whole(next, List.of());
    }
    packet = next;
    collected = new ArrayList<>(next.attachments());
    bytes = 0;
    return null;
  }

  /**
   * Takes an attachment.
   *
   * @return null while more are awaited
   * @throws MalformedPacket if none is, or they are too large together
   */
  Whole add(byte[] attachment) throws MalformedPacket {
    if (packet == null) {
      throw new MalformedPacket("an attachment that no packet awaits");
    }
    bytes += attachment.length;
    if (bytes > maxBytes) {
      throw new MalformedPacket("attachments too large");
    }
    collected.add(attachment);
    if (collected.size() < packet.attachments()) {
      return null;
    }
    Whole whole = new Whole(packet, collected);
    packet = null;
    collected = null;
    return whole;
  }
}
