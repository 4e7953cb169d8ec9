package io.chorus.model.erasure;

/** Channels on which the history has notification instances erase, and hears of it. */
public final class ErasureChannels {
  /** {@link ErasureRequest}s, heard by every notification instance. */
  public static final String REQUESTS = "notification:erasures";

  private ErasureChannels() {}

  /** {@link ErasureAnswer}s for one history replica. */
  public static String answers(String replicaId) {
    return "history:erasures:" + replicaId;
  }
}
