package io.chorus.hostile.attack;

import io.chorus.hostile.wire.Frames;
import io.chorus.hostile.wire.Wire;
import java.util.Set;

/** Frames with a reserved bit, though no extension was agreed on. */
record ReservedBits() implements SocketAttack {
  @Override
  public void strike(Wire wire, Attacker who) {
    String ping = "{\"event\":\"ping\",\"id\":%d,\"data\":{}}".formatted(who.next());
    wire.write(Frames.of(Frames.TEXT | Frames.RESERVED_BIT, Payloads.ascii(ping)));
  }

  @Override
  public Set<String> endings() {
    return Set.of("closed 1002");
  }
}
