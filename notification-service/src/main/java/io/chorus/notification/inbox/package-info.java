/**
 * The inboxes, in PostgreSQL: the only package that knows SQL. Entry class: {@link
 * io.chorus.notification.inbox.InboxWriter}. Depends on the model alone.
 */
package io.chorus.notification.inbox;
