package io.chorus.checker.trace;

import io.vertx.core.json.JsonObject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/**
 * The history of a run: each operation, by whom, from when to when and how it ended, a line of JSON
 * each, in the order in which they ended. For others to check; docs/guarantees.md has the format.
 * Thread-safe. Once it is closed, what comes is passed over.
 */
public final class Journal implements AutoCloseable {
  private final Writer out;
  private final long start;
  private boolean closed;

  private Journal(OutputStream out, long start) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    this.start = start;
  }

  /** Writes nothing. */
  public static Journal none() {
    return new Journal(OutputStream.nullOutputStream(), 0);
  }

  /**
   * Writes to a file, compressed.
   *
   * @param start {@link System#nanoTime} at the beginning of the run
   */
  public static Journal in(Path file, long start) {
    try {
      return new Journal(new GZIPOutputStream(Files.newOutputStream(file)), start);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Adds an operation that ends now.
   *
   * @param begun {@link System#nanoTime} at its beginning
   * @param more what else there is to say
   */
  public void add(String client, String operation, long begun, Outcome outcome, JsonObject more) {
    JsonObject line =
        new JsonObject()
            .put("client", client)
            .put("op", operation)
            .put("begun", micros(begun))
            .put("ended", micros(System.nanoTime()))
            .put("outcome", outcome.name().toLowerCase())
            .mergeIn(more);
    write(line.encode());
  }

  /** Adds what a client saw just now. */
  public void saw(String client, String operation, JsonObject more) {
    add(client, operation, System.nanoTime(), Outcome.OK, more);
  }

  private long micros(long nanos) {
    return TimeUnit.NANOSECONDS.toMicros(nanos - start);
  }

  private synchronized void write(String line) {
    if (closed) {
      return;
    }
    try {
      out.write(line);
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
