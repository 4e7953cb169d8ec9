package io.chorus.hostile.attack;

import io.chorus.hostile.wire.Http;
import io.chorus.hostile.wire.Wire;
import io.netty.buffer.ByteBuf;

/** A stream of notifications of which nothing is read, while its user gets some all the time. */
record UnreadStream() implements RequestAttack {
  @Override
  public Target target() {
    return Target.NOTIFICATION;
  }

  @Override
  public ByteBuf opening(Attacker who) {
    return Http.get("/api/notifications/stream?after=0", who.means().sharedToken());
  }

  @Override
  public void act(Wire wire, Attacker who) {
    // Being there is the attack; the key flood sends to its user.
  }

  @Override
  public boolean isDeaf() {
    return true;
  }
}
