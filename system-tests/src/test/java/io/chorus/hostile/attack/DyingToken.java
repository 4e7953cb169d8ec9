package io.chorus.hostile.attack;

import io.chorus.hostile.wire.Frames;
import io.chorus.hostile.wire.Http;
import io.chorus.hostile.wire.Wire;
import io.netty.buffer.ByteBuf;
import java.util.Set;

/** Posts with a token that is about to expire, and goes on whatever it is told. */
record DyingToken() implements SocketAttack {
  @Override
  public ByteBuf opening(Attacker who) {
    return Http.upgrade(who.dyingToken());
  }

  @Override
  public void strike(Wire wire, Attacker who) {
    String room = "{\"roomId\":\"" + who.room() + "\"";
    if (wire.sent() == 0) {
      wire.write(Frames.request("join_room", who.next(), room + "}"));
    }
    wire.write(Frames.request("send_message", who.next(), room + ",\"content\":\"x\"}"));
  }

  @Override
  public Set<String> endings() {
    return Set.of("closed 4401", "HTTP 401");
  }
}
