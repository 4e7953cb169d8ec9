package io.chorus.notification.inbox;

import io.chorus.model.notification.Notification;

/** A notification in the inbox of one user. */
public record InboxItem(Notification notification, boolean read) {}
