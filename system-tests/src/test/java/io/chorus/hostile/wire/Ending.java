package io.chorus.hostile.wire;

/** How a connection came to its end. */
public sealed interface Ending {
  /** The peer sent a close frame. */
  record Closed(int code) implements Ending {}

  /** The peer answered a request, and that was the last it said. */
  record Answered(int status) implements Ending {}

  /** The peer ended the connection without a word. */
  record Cut() implements Ending {}

  /** It could not be had at all. */
  record Unreachable() implements Ending {}

  /** The peer kept it until the attacker had lost its patience. */
  record Held() implements Ending {}

  /** The attacker left before anything came of it. */
  record Left() implements Ending {}

  /** As it stands in a table. */
  default String label() {
    return switch (this) {
      case Closed closed -> "closed " + closed.code();
      case Answered answered -> "HTTP " + answered.status();
      case Cut cut -> "cut";
      case Unreachable unreachable -> "not connected";
      case Held held -> "held";
      case Left left -> "left";
    };
  }
}
