package io.chorus.checker.client;

import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;

/** The native WebSocket. */
record NativeDialect(String token) implements Dialect {
  @Override
  public WebSocketConnectOptions address(String instance) {
    return new WebSocketConnectOptions()
        .setAbsoluteURI(instance.replaceFirst("^http", "ws") + "/ws")
        .addHeader("Authorization", "Bearer " + token);
  }

  @Override
  public String request(String event, int id, JsonObject data) {
    return new JsonObject().put("event", event).put("id", id).put("data", data).encode();
  }

  @Override
  public JsonObject read(String text, Consumer<String> answer) {
    return new JsonObject(text);
  }

  @Override
  public boolean isRecovered() {
    return false;
  }
}
