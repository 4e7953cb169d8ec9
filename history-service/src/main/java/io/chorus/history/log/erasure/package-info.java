/**
 * All that the log has of one user: to erase it, step by step, and to give it out. Entry classes:
 * {@link io.chorus.history.log.erasure.Erasures}, {@link
 * io.chorus.history.log.erasure.UserEntries}.
 */
package io.chorus.history.log.erasure;
