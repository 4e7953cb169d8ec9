package io.chorus.hostile.attack;

import io.chorus.hostile.wire.Frames;
import io.chorus.hostile.wire.Wire;
import java.util.Set;

/** Pings as large as a ping may be, whose pongs nobody reads. */
record UnreadPings() implements SocketAttack {
  private static final int AT_ONCE = 100;
  private static final int PAYLOAD = 125;

  @Override
  public void strike(Wire wire, Attacker who) {
    for (int i = 0; i < AT_ONCE; i++) {
      if (!wire.write(Frames.of(Frames.PING, Payloads.letters(PAYLOAD)))) {
        return;
      }
    }
  }

  @Override
  public boolean isDeaf() {
    return true;
  }

  @Override
  public Set<String> endings() {
    return Set.of("closed 4408", "closed 4429", "cut");
  }
}
