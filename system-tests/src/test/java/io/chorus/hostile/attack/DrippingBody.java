package io.chorus.hostile.attack;

import io.chorus.hostile.wire.Http;
import io.chorus.hostile.wire.Wire;
import io.netty.buffer.ByteBuf;

/** A body that is announced to be small and comes byte by byte, from somebody who may post. */
record DrippingBody(Target target) implements RequestAttack {
  private static final int LENGTH = 4_000;
  private static final int PATIENCE_TURNS = 120;

  @Override
  public ByteBuf opening(Attacker who) {
    return Http.post(Posting.path(target), who.backendToken(), LENGTH, "");
  }

  @Override
  public void act(Wire wire, Attacker who) {
    wire.write(Payloads.letters(1));
  }

  @Override
  public int patience() {
    return PATIENCE_TURNS;
  }

  @Override
  public String label() {
    return "dripping body, " + target.name().toLowerCase();
  }
}
