/**
 * How far users have read: what chat instances ask of the history, what it answers, and what the
 * users' devices are told. Entry class: {@link io.chorus.model.reading.MarkRequest}.
 */
package io.chorus.model.reading;
