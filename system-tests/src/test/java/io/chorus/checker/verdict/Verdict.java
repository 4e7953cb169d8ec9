package io.chorus.checker.verdict;

import io.chorus.checker.client.Entry;
import io.chorus.checker.client.EntryKey;
import io.chorus.checker.client.HistoryReader;
import io.chorus.checker.client.Marker;
import io.chorus.checker.client.Misreading;
import io.chorus.checker.client.Testimony;
import io.chorus.checker.client.Workload;
import io.chorus.checker.verdict.Violation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges a finished run: each client's view of each room against the room's log, and every
 * acknowledgement, what replicas say of messages and markers against it.
 *
 * <p>What came live and was never stored is withdrawn by whoever reads the log past it; so nothing
 * may differ.
 */
public final class Verdict {
  private Verdict() {}

  /** What the clients have and were told of the rooms, against the logs. */
  public static List<Violation> ofViews(Workload workload) {
    Map<String, List<Entry>> histories = workload.histories();
    return of(histories, workload.testimonies(histories));
  }

  /**
   * @param histories per room all that is stored, in the history's order
   */
  public static List<Violation> of(
      Map<String, List<Entry>> histories, List<Testimony> testimonies) {
    Map<String, RoomLog> logs = RoomLog.of(histories);
    Set<EntryKey> refused =
        testimonies.stream()
            .flatMap(client -> client.refused().stream())
            .collect(Collectors.toUnmodifiableSet());
    List<Violation> violations = new ArrayList<>();
    logs.values().forEach(log -> violations.addAll(log.violations()));
    for (Testimony client : testimonies) {
      violations.addAll(Replies.judge(logs, client));
      violations.addAll(Views.judge(logs, refused, client));
    }
    violations.addAll(Members.judge(testimonies));
    return violations;
  }

  /**
   * What replicas say that messages are, against what the log leads to.
   *
   * @param replicas by replica and room
   */
  public static List<Violation> of(
      Map<String, List<Entry>> histories, Map<String, Map<String, HistoryReader.State>> replicas) {
    Map<String, RoomLog> logs = RoomLog.of(histories);
    List<Violation> violations = new ArrayList<>();
    replicas.forEach(
        (replica, rooms) ->
            rooms.forEach(
                (roomId, state) ->
                    violations.addAll(States.judge(replica, logs.get(roomId), state))));
    return violations;
  }

  /** How far users have read, and what is left, against what they were told and the log. */
  public static List<Violation> of(
      Map<String, List<Entry>> histories, List<Testimony> testimonies, List<Marker> markers) {
    Map<String, RoomLog> logs = RoomLog.of(histories);
    return testimonies.stream()
        .flatMap(client -> Markers.judge(logs, client, markers).stream())
        .toList();
  }

  /** What was wrong with pages that were read meanwhile. */
  public static List<Violation> of(List<Misreading> misreadings) {
    return misreadings.stream()
        .map(
            misreading ->
                Violation.of(
                    switch (misreading.fault()) {
                      case LACKING -> Kind.UNREAD;
                      case DISORDERED -> Kind.OUT_OF_ORDER;
                    },
                    misreading.what()))
        .toList();
  }
}
