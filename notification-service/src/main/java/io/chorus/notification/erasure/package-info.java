/**
 * Erases what there is of a user when the history asks for it, and gives it out. Entry class:
 * {@link io.chorus.notification.erasure.ErasureRequests}. Knows the bus and the inbox.
 */
package io.chorus.notification.erasure;
