package io.chorus.checker.nemesis;

/** What is done to what. */
public record Fault(Part part, Way way) {
  /** Of the suite. */
  public enum Part {
    CHAT,
    HISTORY,
    REDIS,
    POSTGRES;

    /** Whether live delivery may be away with it. */
    public boolean carriesLiveDelivery() {
      return this == CHAT || this == REDIS;
    }

    boolean isBackend() {
      return this == REDIS || this == POSTGRES;
    }
  }

  /** How. */
  public enum Way {
    /** Ended as by a crash. */
    KILL,
    /** Stopped for some seconds, its connections left open. */
    FREEZE,
    /** Ended in order. */
    RESTART,
    /** Redis alone: its subscribers are disconnected. */
    CUT
  }

  @Override
  public String toString() {
    return part.name().toLowerCase() + " " + way.name().toLowerCase();
  }
}
