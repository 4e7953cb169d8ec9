package io.chorus.chat.outbox;

import io.chorus.model.ingest.ReplicaAnnouncement;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The history replicas that take batches, as far as their announcements tell. Not thread-safe:
 * belongs to the outbox's event loop.
 */
final class Replicas {
  /** Three announcements missed. */
  private static final long LIVE_NANOS = 3_500_000_000L;

  private final Map<String, Long> heardNanos = new HashMap<>();

  void heard(ReplicaAnnouncement announcement, long nowNanos) {
    if (announcement.leaving()) {
      heardNanos.remove(announcement.replicaId());
    } else {
      heardNanos.put(announcement.replicaId(), nowNanos);
    }
  }

  void gone(String replicaId) {
    heardNanos.remove(replicaId);
  }

  /**
   * The replica for a room, by rendezvous hashing: a room stays with its replica, and when one goes
   * its rooms spread over the others.
   *
   * @param avoided asked already, without success; they are asked again when there is no other
   * @return null when there is none
   */
  String pick(String roomId, Set<String> avoided, long nowNanos) {
    heardNanos.values().removeIf(heard -> nowNanos - heard > LIVE_NANOS);
    String best = null;
    long bestWeight = 0;
    for (String replica : heardNanos.keySet()) {
      long weight = weight(replica, roomId);
      boolean preferred = !avoided.contains(replica);
      boolean bestPreferred = best != null && !avoided.contains(best);
      if (best == null
          || preferred && !bestPreferred
          || preferred == bestPreferred && weight > bestWeight) {
        best = replica;
        bestWeight = weight;
      }
    }
    return best;
  }

  /**
   * Hash codes of neighbouring names are neighbours: the mixing (SplitMix64) makes the weights
   * independent.
   */
  private static long weight(String replica, String roomId) {
    long z = ((long) replica.hashCode() << 32) ^ roomId.hashCode();
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
