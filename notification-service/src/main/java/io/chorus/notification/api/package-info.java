/**
 * The inbox over REST. Entry class: {@link io.chorus.notification.api.InboxResource}. Uses {@code
 * inbox} and {@code fanout}.
 */
package io.chorus.notification.api;
