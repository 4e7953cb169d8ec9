/**
 * Stored notifications on their way to connected users, and the news that there are some: the only
 * package that knows the bus. Entry classes: {@link io.chorus.notification.fanout.Fanout} and
 * {@link io.chorus.notification.fanout.Listeners}. Depends on the model alone.
 */
package io.chorus.notification.fanout;
