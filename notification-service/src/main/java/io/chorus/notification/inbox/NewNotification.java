package io.chorus.notification.inbox;

/**
 * A notification that is not stored yet.
 *
 * @param title may be null
 * @param data JSON as text, or null
 */
public record NewNotification(
    String id, String type, String title, String message, String data, Recipients recipients) {}
