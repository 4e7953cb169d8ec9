package io.chorus.history.api;

import io.chorus.history.log.erasure.UserEntries;
import io.chorus.history.log.erasure.UserEntries.MarkedRoom;
import io.chorus.history.log.erasure.UserEntries.Position;
import io.chorus.model.Json;
import io.chorus.model.frame.EntryFrame;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** One export, and how far it is. For one caller, who asks for a page when it has the last. */
final class UserExport {
  /** A line about a room, in the shape of those about entries. */
  @RegisterForReflection
  record RoomLine(String event, MarkedRoom data) {
    static String of(MarkedRoom room) {
      return Json.text(new RoomLine("room", room));
    }
  }

  private final String userId;
  private final UserEntries entries;
  private String lastRoom = "";
  private boolean roomsAreOver;
  private Position at = Position.BEGIN;

  UserExport(String userId, UserEntries entries) {
    this.userId = userId;
    this.entries = entries;
  }

  /** The next lines, perhaps none for now; empty at the end. */
  Uni<Optional<List<String>>> next() {
    if (!roomsAreOver) {
      return entries.roomsAfter(userId, lastRoom).map(rooms -> Optional.of(rooms(rooms)));
    }
    return at == null
        ? Uni.createFrom().item(Optional.empty())
        : entries.from(userId, at).map(page -> Optional.of(entries(page)));
  }

  private List<String> rooms(List<MarkedRoom> rooms) {
    if (rooms.isEmpty()) {
      roomsAreOver = true;
    } else {
      lastRoom = rooms.getLast().roomId();
    }
    return rooms.stream().map(RoomLine::of).toList();
  }

  private List<String> entries(UserEntries.Page page) {
    at = page.next();
    return page.entries().stream().map(EntryFrame::of).toList();
  }
}
