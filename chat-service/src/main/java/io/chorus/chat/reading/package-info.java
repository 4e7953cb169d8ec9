/**
 * How far users have read: the history is asked to note it, and the users' devices are told. Entry
 * class: {@link io.chorus.chat.reading.ReadMarkers}. Depends on {@code outbox}, which knows the
 * history's replicas, and on the model.
 */
package io.chorus.chat.reading;
