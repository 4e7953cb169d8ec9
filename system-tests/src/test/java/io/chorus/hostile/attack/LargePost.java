package io.chorus.hostile.attack;

import io.chorus.hostile.wire.Http;
import io.chorus.hostile.wire.Wire;
import io.netty.buffer.ByteBuf;

/** Bodies far above what a post may hold, sent in full by somebody who may post. */
record LargePost(Target target) implements RequestAttack {
  private static final int LENGTH = 4 << 20;
  private static final int PIECE = 256 << 10;

  @Override
  public ByteBuf opening(Attacker who) {
    return Http.post(Posting.path(target), who.backendToken(), LENGTH, "");
  }

  @Override
  public void act(Wire wire, Attacker who) {
    int missing = (int) (LENGTH - wire.sent());
    if (missing > 0) {
      wire.write(Payloads.letters(Math.min(PIECE, missing)));
    }
  }

  @Override
  public String label() {
    return "large post, " + target.name().toLowerCase();
  }
}
