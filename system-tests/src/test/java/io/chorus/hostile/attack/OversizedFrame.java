package io.chorus.hostile.attack;

import io.chorus.hostile.wire.Frames;
import io.chorus.hostile.wire.Wire;
import java.util.Set;

/** A frame above the bound, in one piece, as browsers send it. */
record OversizedFrame() implements SocketAttack {
  private static final int LENGTH = 80_000;

  @Override
  public void strike(Wire wire, Attacker who) {
    wire.write(Frames.of(Frames.TEXT, Payloads.letters(LENGTH)));
  }

  @Override
  public Set<String> endings() {
    return Set.of("closed 1009");
  }
}
