/**
 * Notifications as server-sent events. The bus only says that there may be something new; what
 * there is, and in which order, the inbox says. Entry class: {@link
 * io.chorus.notification.stream.StreamResource}. Uses {@code inbox} and {@code fanout}.
 */
package io.chorus.notification.stream;
