package io.chorus.hostile.attack;

import io.chorus.hostile.wire.Frames;
import io.chorus.hostile.wire.Wire;
import java.util.Set;

/** A message of fragments that has no end. */
record OversizedFragments() implements SocketAttack {
  private static final int LENGTH = 10_000;

  @Override
  public void strike(Wire wire, Attacker who) {
    int first = wire.sent() == 0 ? Frames.TEXT_TO_BE_CONTINUED : Frames.CONTINUATION;
    wire.write(Frames.of(first, Payloads.letters(LENGTH)));
  }

  @Override
  public Set<String> endings() {
    return Set.of("closed 1009");
  }
}
