/**
 * Rooms as they are: messages in their newest state, and the entries of the log that led there.
 * Entry classes: {@link io.chorus.history.log.state.MessageStates} and {@link
 * io.chorus.history.log.state.Entries}. Reads alone.
 */
package io.chorus.history.log.state;
