package io.chorus.chat.fanout;

import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One event on its way to the subscribers of a topic: read from its envelope, encoded once per
 * framing, shared by all of them.
 *
 * <p>Reference-counted, as it holds direct memory: one count for each event loop that still
 * delivers it.
 */
public final class Delivery {
  /** What becomes of an event where there is too much of it. */
  public enum Kind {
    /** A chat message: never dropped. */
    MESSAGE,
    /** Never dropped either, and without a place in the room's order. */
    EVENT,
    /** Typing or a signal: the first to be dropped. */
    HINT
  }

  /**
   * An event that was delivered.
   *
   * @param number its place among all that was delivered on this instance
   */
  public record Past(long number, String except, byte[] frame) {
    /** As {@link Delivery#isKeptFrom}. */
    public boolean isKeptFrom(String connectionId, String user) {
      return connectionId.equals(except) || user.equals(except);
    }
  }

  private record Encoded(Framing framing, ByteBuf bytes) {}

  private final Kind kind;
  private final long cursor;
  private final String except;
  private final byte[] frame;
  private final AtomicInteger references = new AtomicInteger(1);
  private volatile Encoded[] encoded = {};
  private long number;

  private Delivery(Kind kind, long cursor, String except, byte[] frame) {
    this.kind = kind;
    this.cursor = cursor;
    this.except = except;
    this.frame = frame;
  }

  /**
   * Reads an {@link io.chorus.model.frame.Envelope}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Delivery of(Buffer envelope) {
    byte[] bytes = envelope.getBytes();
    int end = indexOf(bytes, (byte) '\n', 0);
    if (end < 3) {
      throw new IllegalArgumentException("an envelope without a header");
    }
    String header = new String(bytes, 2, end - 2, StandardCharsets.UTF_8);
    byte[] frame = Arrays.copyOfRange(bytes, end + 1, bytes.length);
    return switch (bytes[0]) {
      case 'm' -> new Delivery(Kind.MESSAGE, firstNumber(header), null, frame);
      case 'e' -> new Delivery(Kind.EVENT, 0, header, frame);
      case 'h' -> new Delivery(Kind.HINT, 0, header, frame);
      default -> throw new IllegalArgumentException("an envelope of unknown kind");
    };
  }

  private static long firstNumber(String header) {
    int space = header.indexOf(' ');
    return Long.parseLong(space < 0 ? header : header.substring(0, space));
  }

  /** Another event, to be delivered in this one's place. */
  public Delivery replacedBy(String frame) {
    return new Delivery(Kind.EVENT, 0, null, frame.getBytes(StandardCharsets.UTF_8));
  }

  /** An event that was delivered before; released by the caller. */
  public static Delivery again(Past event) {
    Delivery again = new Delivery(Kind.EVENT, 0, event.except(), event.frame());
    again.number = event.number();
    return again;
  }

  private static int indexOf(byte[] bytes, byte wanted, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** Gives it its number, before anybody else sees it. */
  Past numbered(long number) {
    this.number = number;
    return new Past(number, except, frame);
  }

  /**
   * Its place among all that is delivered on this instance, the same for everybody; 0 for a hint,
   * which has none.
   */
  public long number() {
    return number;
  }

  public Kind kind() {
    return kind;
  }

  /** Bytes of the event's text. */
  public int size() {
    return frame.length;
  }

  /** The message's place in its room; 0 for other events. */
  public long cursor() {
    return cursor;
  }

  /**
   * Whether this event is not for a connection: it comes from there, or tells what it knows of its
   * own user.
   *
   * @param user as {@link io.chorus.model.frame.Envelope#user} names it
   */
  public boolean isKeptFrom(String connectionId, String user) {
    return connectionId.equals(except) || user.equals(except);
  }

  /**
   * The event in a transport's bytes, encoded at the first call. A writer takes a {@code
   * retainedDuplicate()} of it.
   */
  public ByteBuf encoded(Framing framing) {
    ByteBuf bytes = find(framing);
    return bytes != null ? bytes : encode(framing);
  }

  private synchronized ByteBuf encode(Framing framing) {
    ByteBuf bytes = find(framing);
    if (bytes == null) {
      bytes = framing.encode(frame, number);
      Encoded[] more = Arrays.copyOf(encoded, encoded.length + 1);
      more[encoded.length] = new Encoded(framing, bytes);
      encoded = more;
    }
    return bytes;
  }

  private ByteBuf find(Framing framing) {
    for (Encoded one : encoded) {
      if (one.framing == framing) {
        return one.bytes;
      }
    }
    return null;
  }

  /** Keeps it for later; whoever does so releases it, once. */
  public void retain() {
    references.incrementAndGet();
  }

  public void release() {
    if (references.decrementAndGet() == 0) {
      for (Encoded one : encoded) {
        one.bytes.release();
      }
    }
  }
}
