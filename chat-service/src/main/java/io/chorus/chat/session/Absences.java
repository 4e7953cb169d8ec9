package io.chorus.chat.session;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Clients that are away, in the order of their going: so many in all, and so many of each user, as
 * each may keep many topics subscribed. Of one more the oldest is forgotten. Thread-safe.
 */
final class Absences {
  private final int ofAll;
  private final int ofUser;
  private final Map<String, Absence> byId = new LinkedHashMap<>();
  private final Map<String, Set<String>> idsByUser = new HashMap<>();

  Absences(int ofAll, int ofUser) {
    this.ofAll = ofAll;
    this.ofUser = ofUser;
  }

  /** Gives the one that is forgotten for it, if any. */
  synchronized Optional<Absence> add(String id, Absence absence) {
    Set<String> own = idsByUser.computeIfAbsent(absence.userId(), user -> new LinkedHashSet<>());
    byId.put(id, absence);
    own.add(id);
    if (own.size() > ofUser) {
      return take(own.iterator().next());
    }
    return byId.size() > ofAll ? take(byId.keySet().iterator().next()) : Optional.empty();
  }

  /** Whoever takes it has it alone. */
  synchronized Optional<Absence> take(String id) {
    Absence absence = byId.remove(id);
    if (absence != null) {
      idsByUser.computeIfPresent(
          absence.userId(),
          (user, ids) -> {
            ids.remove(id);
            return ids.isEmpty() ? null : ids;
          });
    }
    return Optional.ofNullable(absence);
  }

  /** Takes those who went before that moment. */
  synchronized List<Absence> takeBefore(long nanos) {
    List<String> over =
        byId.entrySet().stream()
            .takeWhile(entry -> entry.getValue().sinceNanos() - nanos < 0)
            .map(Map.Entry::getKey)
            .toList();
    return over.stream().flatMap(id -> take(id).stream()).toList();
  }
}
