package io.chorus.chat.transport.websocket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chorus.chat.session.Reply;
import io.chorus.model.Json;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.frame.Event;
import io.chorus.model.frame.Frame;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Answers a request with a {@code reply} where it has an id; without one, only a failure is told,
 * by {@code error}.
 *
 * @param id the request's, as text, or null
 * @param event the request's, or null where it had none
 */
@RegisterForReflection
record FrameReply(SocketPeer peer, String id, String event) implements Reply {

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
