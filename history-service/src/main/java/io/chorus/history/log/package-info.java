/**
 * The log itself, in PostgreSQL. Entry classes: {@link io.chorus.history.log.MessageLog} to read,
 * {@link io.chorus.history.log.LogWriter} to write. Depends on the model alone.
 */
package io.chorus.history.log;
