/**
 * Carries out that a user is erased: in the log, in every inbox, before the eyes of those who read.
 * Entry class: {@link io.chorus.history.erasure.Erasing}. Knows the bus and the log.
 */
package io.chorus.history.erasure;
