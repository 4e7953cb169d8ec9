package io.chorus.stack.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;

/** One client in one room. On the load's event loop. */
final class Client {
  private static final String SENT = "sentNanos";

  private final Tally tally;
  private final String room;
  private final Promise<Void> joined = Promise.promise();
  private WebSocket socket;
  private boolean closing;

  Client(Tally tally, String room) {
    this.tally = tally;
    this.room = room;
  }

  /** Completes once it is in its room. */
  Future<Void> come(WebSocketClient client, WebSocketConnectOptions where) {
    client
        .connect(where)
        .onFailure(joined::tryFail)
        .onSuccess(
            opened -> {
              socket = opened;
              opened.textMessageHandler(this::received);
              opened.closeHandler(
                  ignored -> {
                    if (!closing) {
                      tally.lost(opened.closeStatusCode());
                      joined.tryFail("closed with " + opened.closeStatusCode());
                    }
                  });
              opened.exceptionHandler(ignored -> {});
              request("join_room", 0, new JsonObject().put("roomId", room));
            });
    return joined.future();
  }

  void speak() {
    if (socket == null || socket.isClosed()) {
      return;
    }
    tally.sent();
    long now = System.nanoTime();
    request(
        "send_message",
        now,
        new JsonObject()
            .put("roomId", room)
            .put("content", "load")
            .put("metadata", new JsonObject().put(SENT, now)));
  }

  private void request(String event, long id, JsonObject data) {
    socket.writeTextMessage(
        new JsonObject().put("event", event).put("id", id).put("data", data).encode());
  }

  private void received(String text) {
    JsonObject frame = new JsonObject(text);
    JsonObject data = frame.getJsonObject("data");
    switch (frame.getString("event")) {
      case "reply" -> replied(frame.getLong("id"), data);
      case "message" -> {
        JsonObject metadata = data.getJsonObject("metadata");
        if (metadata != null && metadata.getLong(SENT) != null) {
          tally.delivered(System.nanoTime() - metadata.getLong(SENT));
        }
      }
      default -> {
        // Of no account here.
      }
    }
  }

  private void replied(long id, JsonObject data) {
    if (!data.getBoolean("ok")) {
      String code = data.getJsonObject("error").getString("code");
      tally.refused(code);
      joined.tryFail(code);
    } else if (id == 0) {
      joined.tryComplete();
    } else {
      tally.stored(System.nanoTime() - id);
    }
  }

  void go() {
    closing = true;
    if (socket != null) {
      socket.close();
    }
  }
}
