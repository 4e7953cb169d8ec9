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
  static final long LIVE_NANOS = 3_500_000_000L;

  /**
   * @param nanos when it announced itself last
   * @param silent whether it left a batch unanswered since
   * @param knows the newest version of content that it knows
   * @param sentAt what it says of its own time; null where it says nothing
   */
  private record Heard(long nanos, boolean silent, int knows, Long sentAt) {
    Heard silent(boolean silent) {
      return new Heard(nanos, silent, knows, sentAt);
    }
  }

  private final Map<String, Heard> heard = new HashMap<>();

  void heard(ReplicaAnnouncement announcement, long nowNanos) {
    if (announcement.leaving()) {
      heard.remove(announcement.replicaId());
    } else {
      heard.put(
          announcement.replicaId(),
          new Heard(nowNanos, false, announcement.knows(), announcement.sentAt()));
    }
  }

  /** Nobody listens where it should. */
  void gone(String replicaId) {
    heard.remove(replicaId);
  }

  /**
   * It has not answered in time, which may be the batch's fault: others are preferred until it says
   * something.
   */
  void silent(String replicaId) {
    heard.computeIfPresent(replicaId, (id, last) -> last.silent(true));
  }

  void answered(String replicaId) {
    heard.computeIfPresent(replicaId, (id, last) -> last.silent(false));
  }

  /** What its newest announcement says of its own time; null where there is none. */
  Long sentAt(String replicaId) {
    Heard last = heard.get(replicaId);
    return last == null ? null : last.sentAt;
  }

  /** How many there are. */
  int live(long nowNanos) {
    heard.values().removeIf(last -> nowNanos - last.nanos > LIVE_NANOS);
    return heard.size();
  }

  /**
   * The replica for a room, by rendezvous hashing: a room stays with its replica, and when one goes
   * its rooms spread over the others.
   *
   * @param needs the version of content that it has to know
   * @param avoided asked already, without success; they are asked again when there is no other
   * @return null when there is none
   */
  String pick(String roomId, int needs, Set<String> avoided, long nowNanos) {
    live(nowNanos);
    String best = null;
    int bestRank = 0;
    long bestWeight = 0;
    for (Map.Entry<String, Heard> replica : heard.entrySet()) {
      if (replica.getValue().knows < needs) {
        continue;
      }
      String id = replica.getKey();
      int rank = (avoided.contains(id) ? 2 : 0) + (replica.getValue().silent ? 1 : 0);
      long weight = weight(id, roomId);
      if (best == null || rank < bestRank || rank == bestRank && weight > bestWeight) {
        best = id;
        bestRank = rank;
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
