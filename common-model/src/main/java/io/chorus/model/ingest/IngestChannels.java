package io.chorus.model.ingest;

/** Channels on which chat instances and the history talk. */
public final class IngestChannels {
  /** Every replica announces itself here. */
  public static final String ANNOUNCEMENTS = "history:replicas";

  private IngestChannels() {}

  /** Batches for one replica. */
  public static String batches(String replicaId) {
    return "history:batches:" + replicaId;
  }

  /** Acknowledgements for one chat instance. */
  public static String acknowledgements(String instanceId) {
    return "chat:acks:" + instanceId;
  }
}
