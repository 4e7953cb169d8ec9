package io.chorus.hostile.attack;

import io.chorus.hostile.wire.Frames;
import io.chorus.hostile.wire.Wire;
import io.netty.buffer.Unpooled;
import java.util.Set;

/** Text that is no UTF-8. */
record InvalidText() implements SocketAttack {
  private static final byte[] OVERLONG = {(byte) 0xC0, (byte) 0xAF, (byte) 0xFF};

  @Override
  public void strike(Wire wire, Attacker who) {
    String before =
        "{\"event\":\"signal\",\"id\":%d,\"data\":{\"roomId\":\"%s\",\"name\":\""
            .formatted(who.next(), who.room());
    wire.write(
        Frames.of(
            Frames.TEXT,
            Unpooled.wrappedBuffer(
                Payloads.ascii(before),
                Unpooled.wrappedBuffer(OVERLONG),
                Payloads.ascii("\",\"payload\":1}}"))));
  }

  @Override
  public Set<String> endings() {
    return Set.of("closed 1007");
  }
}
