package io.chorus.model.reading;

import io.chorus.model.Json;
import java.util.Optional;

/**
 * Asks a replica to note how far a user has read a room, on {@link ReadingChannels#requests}; it
 * answers with a {@link MarkAnswer} once that is committed, or at once where it cannot. A marker
 * never goes back, so it may be asked again and elsewhere.
 *
 * @param id unique per asking instance; the answer names it
 * @param replyTo channel on which the answer is awaited
 * @param suite the suite of the instance; null where it has been told of none
 * @param cursor up to which the user has read
 */
public record MarkRequest(
    String id, String replyTo, String suite, String roomId, String userId, long cursor) {

  /** Reads a request; empty where it is none, or does not say who wants to be answered. */
  public static Optional<MarkRequest> read(String text) {
    return Json.ifReadable(text, MarkRequest.class)
        .filter(
            request ->
                request.id() != null
                    && request.replyTo() != null
                    && request.roomId() != null
                    && request.userId() != null);
  }
}
