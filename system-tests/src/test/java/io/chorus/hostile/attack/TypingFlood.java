package io.chorus.hostile.attack;

import io.chorus.hostile.wire.Frames;
import io.chorus.hostile.wire.Wire;

/** Types and stops typing in the honest ones' rooms, as fast as frames may come. */
record TypingFlood() implements SocketAttack {
  private static final int AT_ONCE = 30;

  @Override
  public void strike(Wire wire, Attacker who) {
    String room = "{\"roomId\":\"" + who.busyRoom() + "\"";
    if (wire.sent() == 0) {
      wire.write(Frames.request("join_room", who.next(), room + "}"));
    }
    for (int i = 0; i < AT_ONCE; i++) {
      int number = who.next();
      String data = "%s,\"isTyping\":%b}".formatted(room, number % 2 == 0);
      if (!wire.write(Frames.request("typing", number, data))) {
        return;
      }
    }
  }
}
