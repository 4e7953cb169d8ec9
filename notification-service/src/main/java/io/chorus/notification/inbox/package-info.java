/**
 * The inboxes, in PostgreSQL: the only package that knows SQL. Entry classes: {@link
 * io.chorus.notification.inbox.InboxWriter} and {@link io.chorus.notification.inbox.Inbox}. Depends
 * on the model alone.
 */
package io.chorus.notification.inbox;
