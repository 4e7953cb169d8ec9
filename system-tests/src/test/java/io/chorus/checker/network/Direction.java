package io.chorus.checker.network;

/** Of what is sent over a link. */
public enum Direction {
  /** From the one who has connected. */
  UP,
  DOWN
}
