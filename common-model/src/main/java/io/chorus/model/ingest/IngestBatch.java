package io.chorus.model.ingest;

import io.chorus.model.message.ChatMessage;
import java.util.List;

/**
 * Messages that a chat instance hands to a history replica, on {@link IngestChannels#batches}.
 *
 * @param id unique per sending instance; the acknowledgement names it
 * @param expiresAt milliseconds since the epoch: not to be stored later, as its senders have been
 *     told so by then
 * @param replyTo channel on which the sender awaits the {@link IngestAck}
 * @param again whether some of it may have been stored by another replica, which has not said so
 */
public record IngestBatch(
    String id, String replyTo, long expiresAt, boolean again, List<ChatMessage> messages) {
  /** Messages in one batch at the most. */
  public static final int MAX_MESSAGES = 500;
}
