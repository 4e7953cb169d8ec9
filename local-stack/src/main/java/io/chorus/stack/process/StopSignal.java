package io.chorus.stack.process;

/** The signal on which a program ends in order. */
public enum StopSignal {
  TERM,
  /** PostgreSQL's fast shutdown; on TERM it would wait for its clients to leave. */
  INT
}
