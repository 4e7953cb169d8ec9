package io.chorus.chat.transport.socket;

/** What a client may send for as long as little is known of it. Thread-safe. */
public interface Ration {
  /** Whether it counts still; once it does not, it never will again. */
  boolean isInForce();

  /** Takes bytes as they come from the network; false where they are too many. */
  boolean take(int bytes);
}
