package io.chorus.model.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;

/**
 * A notification as its recipients see it.
 *
 * @param userId the recipient; null for a broadcast
 * @param data the sender's JSON, as text; null where there is none
 * @param expiresAt when it leaves the inbox, in milliseconds since the epoch; null for never
 * @param timestamp milliseconds since the epoch
 * @param cursor its place in every inbox: microseconds since the epoch, strictly increasing
 */
public record Notification(
    String id,
    @JsonInclude(JsonInclude.Include.ALWAYS) String userId,
    String type,
    String message,
    String title,
    @JsonRawValue String data,
    Long expiresAt,
    long timestamp,
    long cursor) {}
