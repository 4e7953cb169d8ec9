/**
 * Stored notifications on their way to connected users: the only package that knows the bus. Entry
 * class: {@link io.chorus.notification.fanout.Fanout}.
 */
package io.chorus.notification.fanout;
