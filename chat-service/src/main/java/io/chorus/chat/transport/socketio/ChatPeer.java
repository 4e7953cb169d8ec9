package io.chorus.chat.transport.socketio;

import io.chorus.chat.fanout.Delivery;
import io.chorus.chat.session.CloseCode;
import io.chorus.chat.session.Peer;
import io.chorus.model.Json;
import io.chorus.model.frame.Event;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Context;
import java.util.List;

/** A client that speaks Socket.IO, over whatever carries it. */
final class ChatPeer implements Peer {
  private final Link link;

  ChatPeer(Link link) {
    this.link = link;
  }

  @Override
  public Context context() {
    return link.context();
  }

  @Override
  public void greet(Object data, long after) {
    event(Event.AUTHENTICATED, Json.text(data) + ",\"" + EventFraming.offset(after) + '"');
  }

  @Override
  public void send(Event event, Object data) {
    event(event, Json.text(data));
  }

  private void event(Event event, String arguments) {
    link.event("[\"" + event.wire() + "\"," + arguments + "]", List.of());
  }

  @Override
  public void reply(String id, String data) {
    link.acknowledge(Long.parseLong(id), "[" + data + "]", List.of());
  }

  @Override
  public void deliver(Delivery delivery) {
    ByteBuf frame = delivery.encoded(EventFraming.INSTANCE).retainedDuplicate();
    if (delivery.kind() == Delivery.Kind.HINT) {
      link.sendHint(frame);
    } else {
      link.send(frame);
    }
  }

  /** Engine.IO has a heartbeat of its own; its pongs are signs of life. */
  @Override
  public void ping() {}

  @Override
  public void close(CloseCode code) {
    link.close(code);
  }
}
