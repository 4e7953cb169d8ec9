package io.chorus.history.log.state;

import io.chorus.history.log.LogReads;
import io.chorus.model.message.MessageName;
import io.chorus.model.room.RoomId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads what a message has said in its time. Works on the Vert.x context of a request, in one
 * session, which ends with what was asked for. Fails as {@link LogReads} does.
 */
@Singleton
public class MessageVersions {
  private static final String NAMED = "roomId = ?1 and userId = ?2 and id = ?3";

  private final LoggedMessages messages;
  private final LoggedChanges changes;
  private final LogReads reads;

  MessageVersions(LoggedMessages messages, LoggedChanges changes, LogReads reads) {
    this.messages = messages;
    this.changes = changes;
    this.reads = reads;
  }

  /**
   * @param limit of versions: the newest
   * @return the newest first; none where there is no such message, and of one that is deleted,
   *     versions that say nothing
   */
  public Uni<List<MessageVersion>> of(RoomId room, MessageName name, int limit) {
    return reads.inTime(
        Panache.withSession(
            () ->
                edits(room, name, limit)
                    .chain(
                        edits ->
                            messages
                                .find(NAMED, room.value(), name.userId(), name.id())
                                .firstResult()
                                .map(message -> versions(message, edits, limit)))));
  }

  private Uni<List<LoggedChange>> edits(RoomId room, MessageName name, int limit) {
    return changes
        .find(
            NAMED + " and event = 'message_edited'",
            Sort.descending("cursor"),
            room.value(),
            name.userId(),
            name.id())
        .page(Page.ofSize(limit))
        .list();
  }

  private static List<MessageVersion> versions(
      LoggedMessage message, List<LoggedChange> edits, int limit) {
    if (message == null) {
      return List.of();
    }
    return Stream.concat(edits.stream().map(LoggedChange::version), Stream.of(message.version()))
        .limit(limit)
        .toList();
  }
}
