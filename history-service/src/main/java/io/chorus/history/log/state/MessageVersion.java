package io.chorus.history.log.state;

/**
 * What a message said from a place on.
 *
 * @param userId who said it: the sender, or who edited it
 * @param metadata JSON as text, or null
 */
public record MessageVersion(
    String userId, String username, String content, String metadata, long cursor) {}
