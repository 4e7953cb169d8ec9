package io.chorus.hostile.attack;

import io.chorus.hostile.wire.Http;
import io.chorus.hostile.wire.Wire;
import io.netty.buffer.ByteBuf;

/**
 * Comes and goes at once, with a close or with a reset.
 *
 * @param oneUser whether all who do so are the same user, or each another one
 */
record ConnectStorm(boolean oneUser) implements SocketAttack {
  @Override
  public ByteBuf opening(Attacker who) {
    return Http.upgrade(oneUser ? who.means().sharedToken() : who.token());
  }

  @Override
  public void strike(Wire wire, Attacker who) {
    if (who.next() % 2 == 0) {
      wire.reset();
    } else {
      wire.leave();
    }
  }

  @Override
  public String label() {
    return oneUser ? "connect storm, one user" : "connect storm, many users";
  }
}
