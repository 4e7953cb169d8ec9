package io.chorus.checker.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Whether what one connection sends to a room gets its places in that order. What is sent again is
 * left out: it has its place by the first time or by another.
 */
final class SendingOrder {
  private record Line(String roomId, int connection) {}

  private final Map<Integer, Integer> sentOnce = new HashMap<>();
  private final Map<Line, NavigableMap<Integer, Long>> places = new HashMap<>();
  private int connection;

  /** For the first time. Numbers grow in the order of sending. */
  void sent(int number) {
    sentOnce.put(number, connection);
  }

  void sentAgain(int number) {
    sentOnce.remove(number);
  }

  /** What comes is sent on another connection. */
  void disconnected() {
    connection++;
  }

  void stored(int number, String roomId, long cursor) {
    Integer on = sentOnce.remove(number);
    if (on != null) {
      places.computeIfAbsent(new Line(roomId, on), line -> new TreeMap<>()).put(number, cursor);
    }
  }

  /** What has its place before what was sent earlier, described. */
  List<String> disorder() {
    List<String> disorder = new ArrayList<>();
    places.forEach(
        (line, inOrder) -> {
          int before = 0;
          long last = 0;
          for (Map.Entry<Integer, Long> sent : inOrder.entrySet()) {
            if (sent.getValue() < last) {
              disorder.add(
                  "number %d at %d in %s, number %d, which was sent before, at %d"
                      .formatted(sent.getKey(), sent.getValue(), line.roomId(), before, last));
            }
            before = sent.getKey();
            last = sent.getValue();
          }
        });
    return disorder;
  }
}
