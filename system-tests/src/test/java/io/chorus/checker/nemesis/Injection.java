package io.chorus.checker.nemesis;

/** A fault at work. */
interface Injection {
  void begin();

  /** Returns when what it has struck can serve again, unless others serve in its place. */
  void end();
}
