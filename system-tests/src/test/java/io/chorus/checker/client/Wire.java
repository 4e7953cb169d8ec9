package io.chorus.checker.client;

/** What carries a connection's texts, both ways. Belongs to the workload's event loop. */
interface Wire {
  void write(String text);

  void close();

  /** Who is at this end of it. */
  interface Listener {
    /** It may be written to; texts may have come already. */
    void opened();

    void text(String text);

    /** It is gone, or never came about; at once or later, perhaps more than once. */
    void down(String why);
  }

  /** Opens wires to an instance. */
  @FunctionalInterface
  interface Opener {
    Wire open(String instance, Listener listener);
  }
}
