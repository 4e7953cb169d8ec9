package io.chorus.model.frame;

/** The protocol that clients speak; docs/protocol.md says what each version brought. */
public final class Protocol {
  public static final int VERSION = 1;

  private Protocol() {}
}
