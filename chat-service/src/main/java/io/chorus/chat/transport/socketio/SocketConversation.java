package io.chorus.chat.transport.socketio;

import io.chorus.chat.session.CloseCode;
import io.chorus.chat.transport.engineio.Arrival;
import io.chorus.chat.transport.engineio.Conversation;
import io.chorus.chat.transport.engineio.EngineSession;
import io.chorus.chat.transport.engineio.MalformedPacket;
import io.chorus.chat.transport.engineio.PacketFrame;
import io.chorus.chat.transport.engineio.Timers;
import io.chorus.chat.transport.socketio.Application.Welcome;
import io.chorus.chat.transport.socketio.Attachments.Whole;
import io.chorus.model.Json;
import io.chorus.model.error.Refusal;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Socket.IO over one Engine.IO session: the namespaces that its client is in. A client that is in
 * none has a time to come into one. Belongs to the session's thread.
 */
public final class SocketConversation implements Conversation {
  private static final Logger LOG = Logger.getLogger(SocketConversation.class);

  /** Each costs a signature's verification. */
  private static final int MAX_ATTEMPTS = 16;

  /** Packets or frames of a client that is in no namespace, where nobody else counts them. */
  private static final int MAX_UNCONNECTED = 64;

  @RegisterForReflection
  record Connected(String sid, String pid) {}

  @RegisterForReflection
  record Refused(String message) {}

  /**
   * What this conversation is held with.
   *
   * @param connectTimeout time to come into a namespace
   * @param maxAttachments bytes of one packet's attachments
   */
  public record Setting(
      Application application, Duration connectTimeout, int maxAttachments, Arrival arrival) {}

  private final Setting setting;
  private final EngineSession engine;
  private final Context context;
  private final Timers timers;
  private final Attachments attachments;
  private final Map<String, Participant> participants = new HashMap<>(2);
  private int attempts;
  private int unconnected;
  private int connecting;
  private boolean ended;

  /** Null where the client began, or the connection was lost. */
  private CloseCode endedFor;

  private Timers.Timer deadline;

  public SocketConversation(Setting setting, EngineSession engine, Context context, Timers timers) {
    this.setting = setting;
    this.engine = engine;
    this.context = context;
    this.timers = timers;
    this.attachments = new Attachments(setting.maxAttachments());
    awaitConnect();
  }

  private void awaitConnect() {
    deadline = timers.after(setting.connectTimeout(), () -> engine.abort(CloseCode.SILENT));
  }

  @Override
  public void counted(int bytes) {
    if (participants.isEmpty() && ++unconnected > MAX_UNCONNECTED) {
      engine.close(CloseCode.FLOODING);
    }
    // A copy, as one that closes ends them all.
    List.copyOf(participants.values()).forEach(participant -> participant.counted(bytes));
  }

  @Override
  public void heard() {
    participants.values().forEach(Participant::heard);
  }

  @Override
  public void received(String message) {
    try {
      SocketPacket packet = SocketPacket.read(message);
      if (packet.attachments() > 0) {
        // Nothing is collected of whom nobody knows.
        participant(packet);
      }
      take(attachments.add(packet));
    } catch (MalformedPacket e) {
      engine.malformed();
    }
  }

  @Override
  public void received(byte[] message) {
    try {
      take(attachments.add(message));
    } catch (MalformedPacket e) {
      engine.malformed();
    }
  }

  private void take(Whole whole) throws MalformedPacket {
    if (whole == null) {
      return;
    }
    SocketPacket packet = whole.packet();
    switch (packet.type()) {
      case CONNECT -> connect(packet);
      case DISCONNECT -> disconnect(packet.namespace());
      case EVENT, BINARY_EVENT ->
          participant(packet)
              .received(
                  new EventPacket(
                      packet.event(),
                      packet.arguments(),
                      packet.id(),
                      whole.attachments(),
                      packet.size()));
      // Nothing is sent that asks for one.
      case ACK, BINARY_ACK -> participant(packet);
      case CONNECT_ERROR -> throw new MalformedPacket("a refusal from a client");
    }
  }

  private Participant participant(SocketPacket packet) throws MalformedPacket {
    Participant participant = participants.get(packet.namespace());
    if (participant == null) {
      throw new MalformedPacket("not connected to the namespace");
    }
    return participant;
  }

  private void connect(SocketPacket packet) throws MalformedPacket {
    String namespace = packet.namespace();
    if (participants.containsKey(namespace) || connecting > 0 || ++attempts > MAX_ATTEMPTS) {
      throw new MalformedPacket("connected already, or refused too often");
    }
    if (!setting.application().serves(namespace)) {
      refuse(namespace, "Invalid namespace");
      return;
    }
    connecting++;
    Link link = new Link(engine, context, namespace, setting.arrival());
    setting
        .application()
        .admit(link, packet.fields())
        .onComplete(
            admitted -> {
              connecting--;
              if (admitted.failed()) {
                refuse(namespace, admitted.cause());
              } else if (ended) {
                admitted.result().withdraw();
              } else {
                welcome(namespace, admitted.result());
              }
            });
  }

  private void welcome(String namespace, Welcome welcome) {
    deadline.cancel();
    setting.arrival().newcomer().leave();
    answer(
        SocketPacket.Type.CONNECT, namespace, new Connected(welcome.sid(), welcome.recoveryId()));
    if (ended) {
      welcome.withdraw();
      return;
    }
    Participant participant = welcome.start();
    if (ended) {
      // What it is given at once may be more than may wait.
      participant.ended(endedFor);
    } else {
      participants.put(namespace, participant);
    }
  }

  private void refuse(String namespace, Throwable cause) {
    if (cause instanceof Refusal refusal) {
      refuse(namespace, refusal.code().wire());
    } else {
      LOG.error("nobody is let in", cause);
      engine.close(CloseCode.INTERNAL_ERROR);
    }
  }

  private void refuse(String namespace, String why) {
    answer(SocketPacket.Type.CONNECT_ERROR, namespace, new Refused(why));
  }

  private void answer(SocketPacket.Type type, String namespace, Object data) {
    String prefix = SocketPacket.MAIN.equals(namespace) ? "" : namespace + ",";
    engine.send(PacketFrame.message(type.ordinal() + prefix + Json.text(data)));
  }

  private void disconnect(String namespace) {
    Participant participant = participants.remove(namespace);
    if (participant == null) {
      // It may have been under way while the server ended it.
      return;
    }
    participant.left();
    if (participants.isEmpty()) {
      beginAnew();
    }
  }

  private void beginAnew() {
    try {
      setting.arrival().newcomer().enter();
      awaitConnect();
    } catch (Refusal refusal) {
      engine.close(CloseCode.INTERNAL_ERROR);
    }
  }

  @Override
  public void ended(CloseCode why) {
    ended = true;
    endedFor = why;
    deadline.cancel();
    List<Participant> left = List.copyOf(participants.values());
    participants.clear();
    left.forEach(participant -> participant.ended(why));
  }
}
