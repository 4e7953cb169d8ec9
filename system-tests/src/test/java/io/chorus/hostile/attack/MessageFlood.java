package io.chorus.hostile.attack;

import io.chorus.hostile.wire.Frames;
import io.chorus.hostile.wire.Wire;

/** More messages than a connection may send. */
record MessageFlood() implements SocketAttack {
  private static final int LETTERS = 500;
  private static final int AT_ONCE = 10;

  @Override
  public void strike(Wire wire, Attacker who) {
    String room = "{\"roomId\":\"" + who.room() + "\"";
    if (wire.sent() == 0) {
      wire.write(Frames.request("join_room", who.next(), room + "}"));
    }
    for (int i = 0; i < AT_ONCE; i++) {
      String before =
          "{\"event\":\"send_message\",\"id\":%d,\"data\":%s,\"content\":\""
              .formatted(who.next(), room);
      if (!wire.write(Frames.of(Frames.TEXT, Payloads.around(before, LETTERS, "\"}}")))) {
        return;
      }
    }
  }
}
