package io.chorus.checker.mutant;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.util.List;

/**
 * What somebody between clients and a service makes of what they say. By default all is passed on
 * as it is. Belongs to the liar's event loop.
 */
interface Lie {
  /** Changes a request's head before it is passed on. */
  default void request(HttpServerRequest request, RequestOptions passedOn) {}

  /** Gives the body to answer with. */
  default Buffer answer(HttpServerRequest request, Buffer body) {
    return body;
  }

  /** Gives the filter for the lines of an event stream. */
  default EventLines events(HttpServerRequest request) {
    return List::of;
  }

  /** Gives what is to be told on a connection. */
  default Talk talk() {
    return new Talk() {};
  }

  /** Takes an event with all its lines, and gives those to be sent in its place. */
  interface EventLines {
    List<String> event(String event);
  }

  /** One WebSocket. */
  interface Talk {
    /** Takes a client's frame; gives those to be passed on. */
    default List<String> toService(String frame, Answering client) {
      return List.of(frame);
    }

    /** Takes a service's frame; gives those to be passed on. */
    default List<String> toClient(String frame) {
      return List.of(frame);
    }
  }

  /** Sends a frame to the client as if the service had. */
  interface Answering {
    void send(String frame);
  }
}
