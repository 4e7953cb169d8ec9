/**
 * The notification service: takes notifications from backends, keeps them in the inboxes of their
 * recipients, and sends them to those who are connected. Arrows: {@code intake}, {@code api} and
 * {@code stream} use {@code inbox} and {@code fanout}; only {@code inbox} knows SQL, only {@code
 * fanout} knows the bus.
 */
package io.chorus.notification;
