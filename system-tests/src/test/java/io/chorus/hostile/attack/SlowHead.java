package io.chorus.hostile.attack;

import io.chorus.hostile.wire.Wire;
import io.netty.buffer.ByteBuf;

/** A request whose head comes byte by byte and has no end. */
record SlowHead(Target target) implements RequestAttack {
  private static final int PATIENCE_TURNS = 120;

  @Override
  public ByteBuf opening(Attacker who) {
    return Payloads.ascii("GET /api/notifications HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ");
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
    return "slow head, " + target.name().toLowerCase();
  }
}
