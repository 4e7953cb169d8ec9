package io.chorus.checker.mutant;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** The faults that a service may have and clients must be able to find. */
public enum Lies implements Lie {
  /** Says of one message in so many that it is stored, and passes it on to nobody. */
  SWALLOWS_MESSAGES {
    private int sent;

    @Override
    public Talk talk() {
      return new Talk() {
        @Override
        public List<String> toService(String text, Answering client) {
          JsonObject frame = read(text);
          if (!"send_message".equals(frame.getString("event")) || ++sent % SWALLOWED_EVERY != 0) {
            return List.of(text);
          }
          JsonObject message = frame.getJsonObject("data");
          client.send(
              new JsonObject()
                  .put("event", "reply")
                  .put("id", frame.getInteger("id"))
                  .put(
                      "data",
                      new JsonObject()
                          .put("ok", true)
                          .put("id", message.getString("id"))
                          .put("roomId", message.getString("roomId"))
                          .put("cursor", System.currentTimeMillis() * 1_000)
                          .put("timestamp", System.currentTimeMillis()))
                  .encode());
          return List.of();
        }
      };
    }
  },

  /** Lets one message in so many come after the next of its room. */
  REORDERS_MESSAGES {
    @Override
    public Talk talk() {
      return new Talk() {
        private int came;
        private String held;

        @Override
        public List<String> toClient(String text) {
          JsonObject frame = read(text);
          if (!"message".equals(frame.getString("event"))) {
            return List.of(text);
          }
          if (held != null && room(held).equals(room(text))) {
            List<String> both = List.of(text, held);
            held = null;
            return both;
          }
          if (held == null && ++came % REORDERED_EVERY == 0) {
            held = text;
            return List.of();
          }
          return List.of(text);
        }
      };
    }
  },

  /** Takes a repeated request for a new one. */
  FORGETS_IDEMPOTENCY_KEYS {
    @Override
    public void request(HttpServerRequest request, RequestOptions passedOn) {
      if (passedOn.getHeaders() != null) {
        passedOn.getHeaders().remove("Idempotency-Key");
      }
    }
  },

  /** Leaves out the last row of a page, now and then. */
  SHORTENS_PAGES {
    private int pages;

    @Override
    public Buffer answer(HttpServerRequest request, Buffer body) {
      if (!request.path().endsWith("/messages") || ++pages % SHORTENED_EVERY != 0) {
        return body;
      }
      JsonObject page = body.toJsonObject();
      JsonArray messages = page.getJsonArray("messages", new JsonArray());
      if (!messages.isEmpty()) {
        messages.remove(messages.size() - 1);
      }
      return page.toBuffer();
    }
  },

  /** Gives a page whose newest edit is not in it. */
  FORGETS_NEWEST_EDITS {
    @Override
    public Buffer answer(HttpServerRequest request, Buffer body) {
      return changed(
          request,
          body,
          messages ->
              messages.stream()
                  .filter(message -> message.containsKey("editedAt"))
                  .max(Comparator.comparing(message -> message.getLong("editedAt")))
                  .ifPresent(
                      // What clients say in the beginning is the message's id.
                      edited -> edited.put("content", edited.getString("id")).remove("editedAt")));
    }
  },

  /** Gives a page in which nobody reacts to one of the messages. */
  FORGETS_REACTIONS {
    @Override
    public Buffer answer(HttpServerRequest request, Buffer body) {
      return changed(
          request,
          body,
          messages ->
              messages.stream()
                  .filter(message -> message.containsKey("reactions"))
                  .findFirst()
                  .ifPresent(message -> message.remove("reactions")));
    }
  },

  /** Goes on with a stream one event too late, and cuts streams so that they have to go on. */
  RESUMES_LATE {
    @Override
    public EventLines events(HttpServerRequest request) {
      return new EventLines() {
        private boolean late = request.getHeader("Last-Event-ID") != null;
        private int came;

        @Override
        public List<String> event(String event) {
          if (!event.contains("data:")) {
            return List.of(event);
          }
          if (++came > CUT_AFTER) {
            request.connection().close();
            return List.of();
          }
          boolean left = late;
          late = false;
          return left ? List.of() : List.of(event);
        }
      };
    }
  };

  private static final int SWALLOWED_EVERY = 1_000;
  private static final int REORDERED_EVERY = 100;
  private static final int SHORTENED_EVERY = 20;
  private static final int CUT_AFTER = 10;

  private static Buffer changed(
      HttpServerRequest request, Buffer body, Consumer<List<JsonObject>> change) {
    if (!request.path().endsWith("/messages") || request.method() != HttpMethod.GET) {
      return body;
    }
    JsonObject page = body.toJsonObject();
    change.accept(
        page.getJsonArray("messages", new JsonArray()).stream()
            .map(JsonObject.class::cast)
            .toList());
    return page.toBuffer();
  }

  /** A frame of the native WebSocket; others are told no lies. */
  private static JsonObject read(String text) {
    return text.startsWith("{") ? new JsonObject(text) : new JsonObject();
  }

  private static String room(String text) {
    return read(text).getJsonObject("data").getString("roomId");
  }
}
