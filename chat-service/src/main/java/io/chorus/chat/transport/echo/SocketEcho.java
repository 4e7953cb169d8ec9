package io.chorus.chat.transport.echo;

import io.chorus.chat.session.CloseCode;
import io.chorus.chat.transport.socketio.Application;
import io.chorus.chat.transport.socketio.EventPacket;
import io.chorus.chat.transport.socketio.Link;
import io.chorus.chat.transport.socketio.Participant;
import io.chorus.model.json.JsonArray;
import io.chorus.model.json.JsonObject;
import io.quarkus.arc.profile.IfBuildProfile;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/** Socket.IO in two namespaces: tells what came with the handshake, and sends arguments back. */
@Singleton
@IfBuildProfile("conformance")
class SocketEcho implements Application {
  private static final List<String> NAMESPACES = List.of("/", "/custom");

  @Override
  public boolean serves(String namespace) {
    return NAMESPACES.contains(namespace);
  }

  @Override
  public Future<Welcome> admit(Link link, JsonObject auth) {
    return Future.succeededFuture(new Anybody(link, auth == null ? JsonObject.EMPTY : auth));
  }

  private record Anybody(Link link, JsonObject auth) implements Welcome {
    @Override
    public String sid() {
      return UUID.randomUUID().toString();
    }

    @Override
    public String recoveryId() {
      return null;
    }

    @Override
    public Participant start() {
      link.event("[\"auth\"," + auth.source() + "]", List.of());
      return new Echo(link);
    }

    @Override
    public void withdraw() {}
  }

  private record Echo(Link link) implements Participant {
    @Override
    public void counted(int bytes) {}

    @Override
    public void heard() {}

    @Override
    public void received(EventPacket event) {
      String arguments = arguments(event.arguments());
      switch (event.name()) {
        case "message" ->
            link.event(
                arguments.isEmpty() ? "[\"message-back\"]" : "[\"message-back\"," + arguments + "]",
                event.attachments());
        case "message-with-ack" -> {
          if (event.acknowledgement() != null) {
            link.acknowledge(event.acknowledgement(), "[" + arguments + "]", event.attachments());
          }
        }
        default -> {}
      }
    }

    private static String arguments(JsonArray event) {
      StringBuilder text = new StringBuilder();
      for (int i = 1; i < event.size(); i++) {
        text.append(i == 1 ? "" : ",").append(event.source(i));
      }
      return text.toString();
    }

    @Override
    public void left() {}

    @Override
    public void ended(CloseCode why) {}
  }
}
