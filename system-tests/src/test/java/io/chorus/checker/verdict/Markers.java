package io.chorus.checker.verdict;

import io.chorus.checker.client.Marker;
import io.chorus.checker.client.Testimony;
import io.chorus.checker.verdict.Violation.Kind;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Judges how far a user has read, as the history says, and what is left. */
final class Markers {
  private Markers() {}

  static List<Violation> judge(Map<String, RoomLog> logs, Testimony client, List<Marker> markers) {
    return markers.stream()
        .filter(marker -> marker.userId().equals(client.userId()))
        .filter(marker -> logs.containsKey(marker.roomId()))
        .flatMap(
            marker -> {
              RoomLog log = logs.get(marker.roomId());
              Reading reading = new Reading(log.entries(), log.states(), marker);
              long told = client.read().getOrDefault(marker.roomId(), 0L);
              return isRight(marker, told, reading)
                  ? Stream.empty()
                  : Stream.of(
                      Violation.of(
                          Kind.MISCOUNTED,
                          "%s, who was told to have read up to %d, of which %d with %d mentions are left"
                              .formatted(marker, told, reading.unread(), reading.mentions())));
            })
        .toList();
  }

  private static boolean isRight(Marker marker, long told, Reading reading) {
    return marker.read() >= told
        && marker.unread() == reading.unread()
        && marker.mentions() == reading.mentions();
  }
}
