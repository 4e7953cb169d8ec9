package io.chorus.hostile.attack;

import io.chorus.hostile.wire.Frames;
import io.chorus.hostile.wire.Wire;
import io.netty.buffer.Unpooled;

/** A request in fragments of which the first is empty. */
record EmptyFirstFragment() implements SocketAttack {
  @Override
  public void strike(Wire wire, Attacker who) {
    String ping = "{\"event\":\"ping\",\"id\":%d,\"data\":{}}".formatted(who.next());
    wire.write(
        Unpooled.wrappedBuffer(
            Frames.of(Frames.TEXT_TO_BE_CONTINUED, Unpooled.EMPTY_BUFFER),
            Frames.of(Frames.LAST_CONTINUATION, Payloads.ascii(ping))));
  }
}
