package io.chorus.chat.posting;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What the author of a stored change gets.
 *
 * @param timestamp milliseconds since the epoch
 */
@RegisterForReflection
public record ChangeReceipt(long cursor, long timestamp) {}
