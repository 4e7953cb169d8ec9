package io.chorus.hostile.attack;

import io.chorus.hostile.wire.Http;
import io.chorus.hostile.wire.Wire;
import io.netty.buffer.ByteBuf;

/** Asks for the largest pages of the rooms with the heaviest messages, and reads none of them. */
record UnreadHistory() implements RequestAttack {
  @Override
  public Target target() {
    return Target.HISTORY;
  }

  @Override
  public ByteBuf opening(Attacker who) {
    return page(who);
  }

  @Override
  public void act(Wire wire, Attacker who) {
    wire.write(page(who));
  }

  @Override
  public boolean isDeaf() {
    return true;
  }

  private static ByteBuf page(Attacker who) {
    return Http.get(
        "/api/history/rooms/" + HeavyMetadata.room(who.number()) + "/messages?limit=200",
        who.token());
  }
}
