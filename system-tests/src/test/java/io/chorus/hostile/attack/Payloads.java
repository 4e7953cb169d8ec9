package io.chorus.hostile.attack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.stream.Stream;

/** Bytes that are sent again and again, and are kept once. */
final class Payloads {
  private static final int FILLING = 256 << 10;
  private static final ByteBuf LETTERS =
      Unpooled.unreleasableBuffer(
              Unpooled.directBuffer(FILLING).writeBytes("x".repeat(FILLING).getBytes(US_ASCII)))
          .asReadOnly();

  /**
   * JSON that is small to send and large, deep or odd to whoever reads it: nested below and far
   * above what is allowed, numbers that are short to write and long to expand, text that cannot be
   * stored.
   */
  private static final List<String> BOMBS =
      Stream.concat(
              Stream.of(30, 31, 32, 33, 62, 5_000)
                  .map(depth -> "[".repeat(depth) + "]".repeat(depth)),
              Stream.of(
                  "9".repeat(998) + "E5",
                  "1e99999999999",
                  "-1E-99999999999",
                  "1".repeat(5_000),
                  "\"\\ud800\"",
                  "\"\\u0000\"",
                  "{\"a\":1,\"a\":2}"))
          .toList();

  private Payloads() {}

  /** The bombs, one after the other. */
  static String bomb(int number) {
    return BOMBS.get(number % BOMBS.size());
  }

  /** So many letters, 256 KB at the most. */
  static ByteBuf letters(int count) {
    return LETTERS.retainedSlice(0, count);
  }

  /** A text around so many letters. */
  static ByteBuf around(String before, int letters, String after) {
    return Unpooled.wrappedBuffer(ascii(before), letters(letters), ascii(after));
  }

  static ByteBuf ascii(String text) {
    return Unpooled.copiedBuffer(text, US_ASCII);
  }
}
