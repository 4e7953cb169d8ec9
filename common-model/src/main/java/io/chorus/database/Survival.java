package io.chorus.database;

/** What committed data has to outlive. Each includes those before it. */
public enum Survival {
  /** Nothing is demanded of PostgreSQL. */
  NOTHING,
  /** The death of PostgreSQL's processes. */
  CRASH,
  /** The end of the machine that it runs on, whose disk is left. */
  POWER_LOSS,
  /** The loss of that machine for good. */
  FAILOVER;

  boolean includes(Survival other) {
    return compareTo(other) >= 0;
  }
}
