package io.chorus.stack.load;

import java.util.Map;
import java.util.TreeMap;

/** What all clients saw. On the load's event loop. */
final class Tally {
  private final Times live = new Times();
  private final Times stored = new Times();
  private final Map<String, Long> refused = new TreeMap<>();
  private final Map<Short, Long> lost = new TreeMap<>();
  private long sent;

  void sent() {
    sent++;
  }

  void delivered(long nanos) {
    live.add(nanos);
  }

  void stored(long nanos) {
    stored.add(nanos);
  }

  void refused(String code) {
    refused.merge(code, 1L, Long::sum);
  }

  /**
   * @param code null where the connection broke
   */
  void lost(Short code) {
    lost.merge(code == null ? 0 : code, 1L, Long::sum);
  }

  /** One line about what has been so far. */
  String line(double seconds) {
    return "%5.0f s  sent %d, delivered %d (%s), stored %d (%s)%s%s"
        .formatted(
            seconds,
            sent,
            live.count(),
            live,
            stored.count(),
            stored,
            refused.isEmpty() ? "" : ", refused " + refused,
            lost.isEmpty() ? "" : ", connections lost by code " + lost);
  }

  /** Whether nothing was refused or lost. */
  boolean isClean() {
    return refused.isEmpty() && lost.isEmpty();
  }
}
