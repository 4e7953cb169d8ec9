package io.chorus.checker.client;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * What somebody wants, as a call over HTTP.
 *
 * @param body null where there is none
 */
record HttpChange(HttpMethod method, String path, JsonObject body) {
  /**
   * @param user who wants it
   * @param id under which it is asked for
   */
  static HttpChange of(Wish wish, String user, String id) {
    JsonObject request = wish.under(id);
    String messages = "/api/chat/rooms/" + wish.roomId() + "/messages";
    String named =
        messages + "/" + request.getString("userId", user) + "/" + request.getString("id");
    String change = "?changeId=" + id;
    return switch (wish.event()) {
      case "edit_message" -> {
        request.remove("roomId");
        request.remove("id");
        yield new HttpChange(HttpMethod.PATCH, named, request);
      }
      case "delete_message" -> new HttpChange(HttpMethod.DELETE, named + change, null);
      case "react" ->
          new HttpChange(
              request.getBoolean("on") ? HttpMethod.PUT : HttpMethod.DELETE,
              named
                  + "/reactions/"
                  + URLEncoder.encode(request.getString("reaction"), StandardCharsets.UTF_8)
                  + change,
              null);
      default -> {
        request.remove("roomId");
        yield new HttpChange(HttpMethod.POST, messages, request);
      }
    };
  }
}
