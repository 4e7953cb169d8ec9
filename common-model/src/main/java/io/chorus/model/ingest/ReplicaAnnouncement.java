package io.chorus.model.ingest;

/**
 * A history replica telling that it takes batches; sent every second.
 *
 * @param leaving true for the last one, sent when the replica stops taking batches
 */
public record ReplicaAnnouncement(String replicaId, boolean leaving) {}
