package io.chorus.chat.posting;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What the sender of a stored message gets.
 *
 * @param timestamp milliseconds since the epoch
 */
@RegisterForReflection
public record Receipt(String id, String roomId, long cursor, long timestamp) {}
