/**
 * How messages reach the history over an at-most-once bus: batches, acknowledgements after commit,
 * and announcements of the replicas that take them.
 */
package io.chorus.model.ingest;
