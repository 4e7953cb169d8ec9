package io.chorus.chat.outbox;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Which suite this instance belongs to, told by the history replicas that it hears: the first that
 * has been alone for a second, from then on and for good. Where two are heard from the start
 * neither is believed, as a message stored in the wrong database is worse than one that is not
 * stored. Belongs to the outbox's event loop.
 */
final class OwnSuite {
  private static final long ALONE_NANOS = TimeUnit.MILLISECONDS.toNanos(900);
  private static final long LIVE_NANOS = Replicas.LIVE_NANOS;

  private record Heard(long firstNanos, long lastNanos) {}

  private final Map<String, Heard> candidates = new HashMap<>();
  private String id;

  /** Null as long as it is not known. */
  String id() {
    return id;
  }

  /**
   * Whether what says that it comes from a suite may be heeded.
   *
   * @param suite null where a replica of the first version does not say
   */
  boolean accepts(String suite) {
    return suite == null || suite.equals(id);
  }

  /** Notes that a replica of a suite, or of the first version, has announced itself. */
  void heard(String suite, long nowNanos) {
    if (suite == null || id != null) {
      return;
    }
    candidates.values().removeIf(heard -> nowNanos - heard.lastNanos > LIVE_NANOS);
    Heard heard =
        candidates.merge(
            suite,
            new Heard(nowNanos, nowNanos),
            (before, now) -> new Heard(before.firstNanos, now.lastNanos));
    if (candidates.size() == 1 && nowNanos - heard.firstNanos >= ALONE_NANOS) {
      id = suite;
      candidates.clear();
    }
  }

  /** Whether more than one is heard and none is known. */
  boolean isDisputed() {
    return candidates.size() > 1;
  }
}
