package io.chorus.stack.bench;

import io.chorus.stack.Suite;
import io.chorus.stack.token.TokenRequest;
import java.io.IOException;
import java.net.URI;

/** Writes into rooms over HTTP, as one user: messages, and what is done to them. */
final class Backend {
  private final Suite suite;
  private final String user;

  Backend(Suite suite, String user) {
    this.suite = suite;
    this.user = user;
  }

  /** Several connections of the user to the chat service. */
  Callers callers(int count) {
    return new Callers(URI.create(suite.chat(0).url()), token(), count);
  }

  String token() {
    return suite.tokens().mint(TokenRequest.user(user).withRoles("publisher"));
  }

  static void post(HttpCaller caller, String room, String id) throws IOException {
    caller.post(
        "/api/chat/rooms/" + room + "/messages",
        "{\"id\":\"%s\",\"content\":\"message %s of this room\"}".formatted(id, id));
  }

  /** One of the user's own. */
  void edit(HttpCaller caller, String room, String id) throws IOException {
    caller.call(
        "PATCH",
        path(room, user, id),
        "{\"content\":\"another text of message %s\"}".formatted(id));
  }

  static void react(HttpCaller caller, String room, String sender, String id, String reaction)
      throws IOException {
    caller.call("PUT", path(room, sender, id) + "/reactions/" + reaction, "");
  }

  private static String path(String room, String sender, String id) {
    return "/api/chat/rooms/" + room + "/messages/" + sender + "/" + id;
  }
}
