/**
 * Where a message stays until the history has stored it: batches for live history replicas, the
 * next one on silence, until the deadline. Entry class: {@link io.chorus.chat.outbox.Outbox}.
 * Depends on {@code bus} and the model.
 */
package io.chorus.chat.outbox;
