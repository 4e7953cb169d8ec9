package io.chorus.checker.network;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests to Redis, arrays of bulk strings, out of a stream that is cut anywhere. Belongs to one
 * connection.
 */
final class RespRequests {
  private Buffer unread = Buffer.buffer();

  /** Takes what comes; gives the requests that are whole by now. */
  List<List<Buffer>> take(Buffer bytes) {
    unread.appendBuffer(bytes);
    List<List<Buffer>> requests = new ArrayList<>();
    int from = 0;
    while (true) {
      Reading reading = new Reading(from);
      List<Buffer> request = reading.request();
      if (request == null) {
        unread = unread.getBuffer(from, unread.length());
        return requests;
      }
      requests.add(request);
      from = reading.at;
    }
  }

  static Buffer write(List<Buffer> request) {
    Buffer bytes = Buffer.buffer("*" + request.size() + "\r\n");
    for (Buffer part : request) {
      bytes.appendString("$" + part.length() + "\r\n").appendBuffer(part).appendString("\r\n");
    }
    return bytes;
  }

  private final class Reading {
    private int at;

    Reading(int from) {
      at = from;
    }

    /** Null while it is not whole. */
    List<Buffer> request() {
      int count = length('*');
      if (count < 0) {
        return null;
      }
      List<Buffer> parts = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        int bytes = length('$');
        if (bytes < 0 || at + bytes + 2 > unread.length()) {
          return null;
        }
        parts.add(unread.getBuffer(at, at + bytes));
        at += bytes + 2;
      }
      return parts;
    }

    /** The number in a line that begins so; -1 while the line is not whole. */
    private int length(char kind) {
      for (int end = at; end + 1 < unread.length(); end++) {
        if (unread.getByte(end) == '\r' && unread.getByte(end + 1) == '\n') {
          String line = unread.getString(at, end, StandardCharsets.US_ASCII.name());
          if (line.charAt(0) != kind) {
            throw new IllegalArgumentException("no request: " + line);
          }
          at = end + 2;
          return Integer.parseInt(line.substring(1));
        }
      }
      return -1;
    }
  }
}
