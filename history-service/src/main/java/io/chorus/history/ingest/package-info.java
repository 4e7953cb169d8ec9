/**
 * Takes batches from chat instances, has them stored, acknowledges after the commit. Entry class:
 * {@link io.chorus.history.ingest.Ingest}. The only package here that knows the bus.
 */
package io.chorus.history.ingest;
