package io.chorus.model.reading;

/** Channels on which chat instances and the history talk of how far users have read. */
public final class ReadingChannels {
  private ReadingChannels() {}

  /** {@link MarkRequest}s for one replica, of a version that knows them. */
  public static String requests(String replicaId) {
    return "history:marks:" + replicaId;
  }

  /** {@link MarkAnswer}s for one chat instance. */
  public static String answers(String instanceId) {
    return "chat:marks:" + instanceId;
  }
}
