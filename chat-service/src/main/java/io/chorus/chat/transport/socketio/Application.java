package io.chorus.chat.transport.socketio;

import io.chorus.model.json.JsonObject;
import io.vertx.core.Future;

/** What is served over Socket.IO. Thread-safe. */
public interface Application {
  /** Whether clients may ask for this namespace. */
  boolean serves(String namespace);

  /**
   * Lets a client into a namespace, or not.
   *
   * @param auth what the client says for itself, null where it says nothing
   * @return completes on the client's context; fails with a {@link io.chorus.model.error.Refusal},
   *     whose code the client is told
   */
  Future<Welcome> admit(Link link, JsonObject auth);

  /** A client that is let in. One of the last two is called, once. */
  interface Welcome {
    /** Names the client in this namespace. */
    String sid();

    /** The secret by which a client gets back what it missed; null where it cannot. */
    String recoveryId();

    /** The client knows that it is in. */
    Participant start();

    /** The client has gone meanwhile. */
    void withdraw();
  }
}
