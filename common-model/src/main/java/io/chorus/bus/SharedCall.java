package io.chorus.bus;

import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One call of a script for all who ask for it in one turn: a command costs this process a write,
 * and Redis the way into the script, for however many it is.
 */
final class SharedCall extends Pending {
  /** Bounds the time for which one call holds Redis: about a millisecond. */
  private static final int MAX_PARTS = 64;

  private static final long MAX_BYTES = 128 * 1024;

  /**
   * What one of them wants.
   *
   * @param bytes of the keys and the arguments
   */
  record Part(List<byte[]> keys, List<byte[]> arguments, long bytes, Promise<Response> promise) {
    static Part of(List<String> keys, List<String> arguments, Promise<Response> promise) {
      List<byte[]> encodedKeys = encoded(keys);
      List<byte[]> encodedArguments = encoded(arguments);
      return new Part(
          encodedKeys, encodedArguments, bytes(encodedKeys) + bytes(encodedArguments), promise);
    }

    private static long bytes(List<byte[]> texts) {
      long bytes = 0;
      for (byte[] text : texts) {
        bytes += text.length;
      }
      return bytes;
    }
  }

  private final Script script;
  private final Supplier<List<String>> shared;
  private final Consumer<String> refused;
  private final List<Part> parts = new ArrayList<>();
  private long bytes;

  /**
   * @param shared the arguments that all of them share, asked for when it is sent
   * @param refused hears what Redis says of a part that it refuses
   */
  SharedCall(
      Script script, Supplier<List<String>> shared, Consumer<String> refused, long deadlineNanos) {
    super(deadlineNanos);
    this.script = script;
    this.shared = shared;
    this.refused = refused;
  }

  /** Whether this is the call that somebody asks for, and has room for one more. */
  boolean takes(Script wanted, Part part) {
    return script.equals(wanted)
        && parts.size() < MAX_PARTS
        && (parts.isEmpty() || bytes + part.bytes() <= MAX_BYTES);
  }

  void add(Part part) {
    parts.add(part);
    bytes += part.bytes();
  }

  @Override
  Request request() {
    int keys = 0;
    for (Part part : parts) {
      keys += part.keys().size();
    }
    Request request = Request.cmd(Command.EVALSHA).arg(script.digest()).arg(keys);
    parts.forEach(part -> part.keys().forEach(request::arg));
    encoded(shared.get()).forEach(request::arg);
    parts.forEach(part -> part.arguments().forEach(request::arg));
    return request;
  }

  private static List<byte[]> encoded(List<String> texts) {
    List<byte[]> encoded = new ArrayList<>(texts.size());
    for (String text : texts) {
      encoded.add(text.getBytes(StandardCharsets.UTF_8));
    }
    return encoded;
  }

  @Override
  int calls() {
    return parts.size();
  }

  @Override
  long bytes() {
    return bytes;
  }

  @Override
  void answered(Response response) {
    for (int i = 0; i < parts.size(); i++) {
      Response answer = response.get(i);
      Promise<Response> promise = parts.get(i).promise();
      if (answer.type() == ResponseType.ERROR) {
        refused.accept(answer.toString());
        promise.tryFail(new BusUnavailable("Redis refuses: " + ErrorReply.MISTAKE.told()));
      } else {
        promise.tryComplete(answer);
      }
    }
  }

  @Override
  void failed(BusUnavailable failure) {
    parts.forEach(part -> part.promise().tryFail(failure));
  }
}
