package io.chorus.hostile.attack;

import io.chorus.hostile.wire.Http;
import io.chorus.hostile.wire.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** JSON that is odd to read, posted by somebody who may post: messages and notifications. */
record PostedBombs(Target target) implements RequestAttack {
  @Override
  public ByteBuf opening(Attacker who) {
    return post(who);
  }

  @Override
  public void act(Wire wire, Attacker who) {
    wire.write(post(who));
  }

  private ByteBuf post(Attacker who) {
    String bomb = Payloads.bomb(who.next());
    ByteBuf body =
        Payloads.ascii(
            target == Target.CHAT
                ? "{\"content\":\"x\",\"metadata\":" + bomb + "}"
                : Posting.notification(Means.SHARED_USER) + bomb + "}");
    return Unpooled.wrappedBuffer(
        Http.post(Posting.path(target), who.backendToken(), body.readableBytes(), ""), body);
  }

  @Override
  public String label() {
    return "posted bombs, " + target.name().toLowerCase();
  }
}
