package io.chorus.model.frame;

import io.chorus.model.Json;

/**
 * The text of one event as native WebSocket clients get it: <code>{"event":"…","data":{…}}</code>,
 * always in this order and without white space, so that another framing can cut name and data out
 * of it without parsing.
 */
public final class Frame {
  private Frame() {}

  public static String of(Event event, Object data) {
    return "{\"event\":\"" + event.wire() + "\",\"data\":" + Json.text(data) + "}";
  }
}
