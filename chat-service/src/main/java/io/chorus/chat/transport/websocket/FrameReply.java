package io.chorus.chat.transport.websocket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chorus.chat.session.Reply;
import io.chorus.model.Json;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.frame.Event;
import io.chorus.model.frame.Frame;
import io.chorus.model.json.JsonObject;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.function.Supplier;

/**
 * Answers a request with a {@code reply} where it has an id; without one, only a failure is told,
 * by {@code error}.
 *
 * @param id the request's, or null where it has none that can be read
 * @param event the request's, or null where it has none that can be read
 */
@RegisterForReflection
record FrameReply(SocketPeer peer, Long id, String event) implements Reply {

  /** For a frame of which nothing can be read. */
  static FrameReply toNobody(SocketPeer peer) {
    return new FrameReply(peer, null, null);
  }

  static FrameReply to(SocketPeer peer, JsonObject request) {
    return new FrameReply(
        peer, ifReadable(() -> request.integer("id")), ifReadable(() -> request.text("event")));
  }

  private static <T> T ifReadable(Supplier<T> member) {
    try {
      return member.get();
    } catch (Refusal unreadable) {
      return null;
    }
  }

  record Problem(String code, String message, String event) {}

  @Override
  public void ok(Object data) {
    if (id != null) {
      ObjectNode fields = Json.mapper().createObjectNode().put("ok", true);
      JsonNode more = Json.mapper().valueToTree(data);
      fields.setAll((ObjectNode) more);
      reply(fields);
    }
  }

  @Override
  public void failed(ErrorCode code, String message) {
    if (id != null) {
      ObjectNode fields = Json.mapper().createObjectNode().put("ok", false);
      fields.putObject("error").put("code", code.wire()).put("message", message);
      reply(fields);
    } else {
      peer.sendText(Frame.of(Event.ERROR, new Problem(code.wire(), message, event)));
    }
  }

  private void reply(ObjectNode data) {
    peer.sendText("{\"event\":\"reply\",\"id\":" + id + ",\"data\":" + Json.text(data) + "}");
  }
}
