package io.chorus.chat.transport.socketio;

import io.chorus.chat.session.CloseCode;
import io.chorus.chat.transport.engineio.Arrival;
import io.chorus.chat.transport.engineio.EngineSession;
import io.chorus.chat.transport.engineio.PacketFrame;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Context;
import java.util.List;

/** The way to a client in one namespace. Belongs to the client's context. */
public final class Link {
  private final EngineSession engine;
  private final Context context;
  private final String namespace;
  private final Arrival arrival;

  Link(EngineSession engine, Context context, String namespace, Arrival arrival) {
    this.engine = engine;
    this.context = context;
    this.namespace = namespace;
    this.arrival = arrival;
  }

  public Context context() {
    return context;
  }

  public String namespace() {
    return namespace;
  }

  public Arrival arrival() {
    return arrival;
  }

  /**
   * @param arguments JSON, the event's name first
   */
  public void event(String arguments, List<byte[]> attachments) {
    send(SocketPacket.Type.EVENT, SocketPacket.Type.BINARY_EVENT, null, arguments, attachments);
  }

  /**
   * @param arguments JSON
   */
  public void acknowledge(long id, String arguments, List<byte[]> attachments) {
    send(SocketPacket.Type.ACK, SocketPacket.Type.BINARY_ACK, id, arguments, attachments);
  }

  private void send(
      SocketPacket.Type plain,
      SocketPacket.Type binary,
      Long id,
      String arguments,
      List<byte[]> attachments) {
    StringBuilder text = new StringBuilder(arguments.length() + 16);
    if (attachments.isEmpty()) {
      text.append(plain.ordinal());
    } else {
      text.append(binary.ordinal()).append(attachments.size()).append('-');
    }
    if (!SocketPacket.MAIN.equals(namespace)) {
      text.append(namespace).append(',');
    }
    if (id != null) {
      text.append((long) id);
    }
    engine.send(PacketFrame.message(text.append(arguments).toString()));
    for (byte[] attachment : attachments) {
      engine.send(PacketFrame.message(attachment));
    }
  }

  /**
   * Sends an event that many get.
   *
   * @param frame owned by this call
   */
  public void send(ByteBuf frame) {
    engine.send(frame);
  }

  /**
   * Sends an event that many get, or drops it where much waits.
   *
   * @param frame owned by this call
   */
  public void sendHint(ByteBuf frame) {
    engine.sendHint(frame);
  }

  /** Ends the connection, with all of its namespaces. */
  public void close(CloseCode code) {
    engine.close(code);
  }
}
