package io.chorus.checker.client;

import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;

/** The native WebSocket. */
record NativeDialect() implements Dialect {
  @Override
  public String request(String event, int id, JsonObject data) {
    return new JsonObject().put("event", event).put("id", id).put("data", data).encode();
  }

  @Override
  public JsonObject read(String text, Consumer<String> answer) {
    return new JsonObject(text);
  }

  @Override
  public boolean recovers() {
    return false;
  }

  @Override
  public boolean wentOn() {
    return false;
  }
}
