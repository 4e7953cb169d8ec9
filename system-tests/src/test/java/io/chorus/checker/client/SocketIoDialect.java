package io.chorus.checker.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;

/** Socket.IO, with the state that its clients keep in order to come back. */
final class SocketIoDialect implements Dialect {
  private final String token;
  private String recoveryId;
  private String offset;
  private boolean beganAnew;

  SocketIoDialect(String token) {
    this.token = token;
  }

  @Override
  public String request(String event, int id, JsonObject data) {
    return "42" + id + new JsonArray().add(event).add(data).encode();
  }

  @Override
  public JsonObject read(String text, Consumer<String> answer) {
    if (text.startsWith("0")) {
      JsonObject auth = new JsonObject().put("token", token);
      if (recoveryId != null) {
        auth.put("pid", recoveryId).put("offset", offset);
      }
      answer.accept("40" + auth.encode());
    } else if (text.equals("2")) {
      answer.accept("3");
    } else if (text.startsWith("40")) {
      String id = new JsonObject(text.substring(2)).getString("pid");
      beganAnew |= !id.equals(recoveryId);
      recoveryId = id;
    } else if (text.startsWith("42")) {
      return event(new JsonArray(text.substring(2)));
    } else if (text.startsWith("43")) {
      int arguments = text.indexOf('[');
      return new JsonObject()
          .put("event", "reply")
          .put("id", Integer.valueOf(text.substring(2, arguments)))
          .put("data", new JsonArray(text.substring(arguments)).getJsonObject(0));
    }
    return null;
  }

  private JsonObject event(JsonArray arguments) {
    if (arguments.getValue(arguments.size() - 1) instanceof String last && arguments.size() > 1) {
      offset = last;
    }
    return new JsonObject()
        .put("event", arguments.getString(0))
        .put("data", arguments.getJsonObject(1));
  }

  @Override
  public boolean recovers() {
    return true;
  }

  @Override
  public boolean wentOn() {
    boolean wentOn = !beganAnew;
    beganAnew = false;
    return wentOn;
  }
}
