package io.chorus.chat.session;

import io.chorus.model.Json;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.frame.Event;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The answer to one request: a reply where it has an id; without one, only a failure is told, by an
 * {@code error}. One of the methods is called, once.
 *
 * @param id the request's, as the transport gave it, or null
 * @param event the request's, or null where it had none that can be told
 */
@RegisterForReflection
record Reply(Peer peer, String id, String event) {
  /** Longest name of an event that is told to whoever made it up. */
  private static final int MAX_EVENT = 64;

  Reply {
    if (event != null && event.length() > MAX_EVENT) {
      event = null;
    }
  }

  record Failure(boolean ok, Problem error) {}

  record Problem(String code, String message, String event) {}

  /**
   * @param data something that becomes a JSON object; its members stand beside {@code ok}
   */
  void ok(Object data) {
    if (id != null) {
      String members = Json.text(data).substring(1);
      peer.reply(id, members.equals("}") ? "{\"ok\":true}" : "{\"ok\":true," + members);
    }
  }

  void failed(ErrorCode code, String message) {
    if (id != null) {
      peer.reply(id, Json.text(new Failure(false, new Problem(code.wire(), message, null))));
    } else {
      peer.send(Event.ERROR, new Problem(code.wire(), message, event));
    }
  }
}
