package io.chorus.stack.bench;

import java.nio.ByteBuffer;

/** Looks for what is needed of a frame, without reading it. */
final class Bytes {
  private Bytes() {}

  /** Where the bytes behind the first occurrence of these begin; -1 where there is none. */
  static int after(ByteBuffer text, byte[] wanted) {
    int last = text.limit() - wanted.length;
    for (int at = text.position(); at <= last; at++) {
      int same = 0;
      while (same < wanted.length && text.get(at + same) == wanted[same]) {
        same++;
      }
      if (same == wanted.length) {
        return at + same;
      }
    }
    return -1;
  }

  /** The number that begins there. */
  static long number(ByteBuffer text, int at) {
    long number = 0;
    for (int i = at; i < text.limit() && Character.isDigit(text.get(i)); i++) {
      number = 10 * number + text.get(i) - '0';
    }
    return number;
  }
}
