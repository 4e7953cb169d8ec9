package io.chorus.stack.gateway;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;

/** Which service a path belongs to. */
record Routes(Pool chat, Pool history, Pool notification) {

  /** Empty for a path that is no service's. */
  Optional<Connector> find(HttpServerRequest request) {
    String path = request.path();
    if (path == null) {
      return Optional.empty();
    }
    if (isUnder(path, "/socket.io")) {
      // A long-polling session lives in one instance: its requests have to find it again.
      String client = request.remoteAddress().hostAddress();
      boolean begun = request.getParam("sid") != null;
      return Optional.of(() -> chat.connectFor(client, begun));
    }
    return pool(path).map(pool -> pool::connect);
  }

  List<Pool> pools() {
    return List.of(chat, history, notification);
  }

  private Optional<Pool> pool(String path) {
    if (path.equals("/ws") || isUnder(path, "/api/chat")) {
      return Optional.of(chat);
    }
    if (isUnder(path, "/api/history")) {
      return Optional.of(history);
    }
    if (path.equals("/notify") || isUnder(path, "/api/notifications")) {
      return Optional.of(notification);
    }
    return Optional.empty();
  }

  private static boolean isUnder(String path, String root) {
    return path.startsWith(root)
        && (path.length() == root.length() || path.charAt(root.length()) == '/');
  }
}
