package io.chorus.notification.inbox;

import java.time.Instant;

/**
 * A notification that is not stored yet.
 *
 * @param title may be null
 * @param data JSON as text, or null
 * @param expiresAt when it leaves the inboxes; null for never
 */
public record NewNotification(
    String id,
    String type,
    String title,
    String message,
    String data,
    Instant expiresAt,
    Recipients recipients) {}
