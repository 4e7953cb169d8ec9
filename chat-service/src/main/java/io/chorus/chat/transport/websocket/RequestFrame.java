package io.chorus.chat.transport.websocket;

import io.chorus.chat.session.Session;
import io.chorus.model.error.Refusal;
import io.chorus.model.json.JsonObject;
import java.math.BigDecimal;

/**
 * Reads a request from its frame: {@code {"event": …, "id"?: …, "data"?: {…}}}. What cannot be read
 * is refused with as much of it as can be told.
 */
final class RequestFrame {
  /** Longest id: it comes back as it was sent. */
  private static final int MAX_ID = 64;

  private static final String DATA = "data";

  private RequestFrame() {}

  static void handOver(String frame, Session session) {
    String event = null;
    String id = null;
    Refusal flaw = null;
    JsonObject data = null;
    try {
      JsonObject request = JsonObject.read(frame, DATA);
      try {
        id = id(request);
      } catch (Refusal refusal) {
        flaw = refusal;
      }
      event = request.text("event");
      data = request.object(DATA);
    } catch (Refusal refusal) {
      flaw = refusal;
    }
    if (flaw == null && event == null) {
      flaw = Refusal.invalid("the frame has no event");
    }
    if (flaw != null) {
      session.refuse(flaw.getMessage(), event, id);
    } else {
      session.handle(event, data == null ? JsonObject.EMPTY : data, id, frame.length());
    }
  }

  /** The id as it was sent: a number without a fraction, however it is written. */
  private static String id(JsonObject request) {
    String id = request.value("id");
    if (id == null || id.length() <= MAX_ID && isInteger(id)) {
      return id;
    }
    throw Refusal.invalid("id must be an integer");
  }

  private static boolean isInteger(String json) {
    char first = json.charAt(0);
    return isDigits(json)
        || (first == '-' || Character.isDigit(first))
            && new BigDecimal(json).stripTrailingZeros().scale() <= 0;
  }

  /** As mostly. */
  private static boolean isDigits(String json) {
    for (int i = 0; i < json.length(); i++) {
      if (json.charAt(i) < '0' || json.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
