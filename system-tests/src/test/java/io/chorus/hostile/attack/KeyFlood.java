package io.chorus.hostile.attack;

import io.chorus.hostile.wire.Http;
import io.chorus.hostile.wire.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Notifications with as much data as is allowed, each under an idempotency key of its own. */
record KeyFlood() implements RequestAttack {
  private static final int DATA = 15_000;

  @Override
  public Target target() {
    return Target.NOTIFICATION;
  }

  @Override
  public ByteBuf opening(Attacker who) {
    return post(who);
  }

  @Override
  public void act(Wire wire, Attacker who) {
    wire.write(post(who));
  }

  private static ByteBuf post(Attacker who) {
    ByteBuf body = Payloads.around(Posting.notification(Means.SHARED_USER) + "\"", DATA, "\"}");
    String key = "Idempotency-Key: %s-%d\r\n".formatted(who.user(), who.next());
    return Unpooled.wrappedBuffer(
        Http.post("/api/notifications", who.backendToken(), body.readableBytes(), key), body);
  }
}
