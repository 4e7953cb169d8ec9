package io.chorus.checker.network;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Has the scripts that are sent to Redis see a time that is off by what a key there says. How long
 * keys live is still measured by the true one. Belongs to one connection; what it knows of scripts
 * it shares.
 */
public final class ShiftedClock implements Rewriting {
  /** Seconds to be added to Redis' time. */
  public static final String OFFSET_KEY = "checker:clock";

  private static final String TIME = "redis.call('TIME')";
  private static final String SHIFTED =
      """
      (function()
        local t = redis.call('TIME')
        local offset = redis.call('GET', '%s')
        if offset then t[1] = string.format('%%.0f', tonumber(t[1]) + tonumber(offset)) end
        return t
      end)()"""
          .formatted(OFFSET_KEY)
          .replace("\n", " ");

  /** The digests of the scripts as they are sent, by those of the scripts as they were. */
  private static final Map<String, String> DIGESTS = new ConcurrentHashMap<>();

  private final RespRequests requests = new RespRequests();

  @Override
  public Buffer take(Buffer bytes) {
    Buffer out = Buffer.buffer();
    requests.take(bytes).forEach(request -> out.appendBuffer(RespRequests.write(changed(request))));
    return out;
  }

  private static List<Buffer> changed(List<Buffer> request) {
    String command = request.getFirst().toString().toUpperCase();
    return switch (command) {
      case "SCRIPT" -> request.size() == 3 ? with(request, 2, shifted(request.get(2))) : request;
      case "EVAL" -> with(request, 1, shifted(request.get(1)));
      case "EVALSHA" -> {
        String digest = request.get(1).toString();
        yield with(request, 1, Buffer.buffer(DIGESTS.getOrDefault(digest, digest)));
      }
      default -> request;
    };
  }

  private static Buffer shifted(Buffer script) {
    String source = script.toString();
    String sent = source.replace(TIME, SHIFTED);
    DIGESTS.put(digest(source), digest(sent));
    return Buffer.buffer(sent);
  }

  private static List<Buffer> with(List<Buffer> request, int index, Buffer part) {
    List<Buffer> changed = new ArrayList<>(request);
    changed.set(index, part);
    return changed;
  }

  private static String digest(String source) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-1").digest(source.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
