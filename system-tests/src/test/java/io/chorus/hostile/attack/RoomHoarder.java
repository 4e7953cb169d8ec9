package io.chorus.hostile.attack;

import io.chorus.hostile.wire.Frames;
import io.chorus.hostile.wire.Wire;

/** Joins new rooms without end, says something in each, and leaves some of them. */
record RoomHoarder() implements SocketAttack {
  private static final int AT_ONCE = 4;

  @Override
  public void strike(Wire wire, Attacker who) {
    for (int i = 0; i < AT_ONCE; i++) {
      int number = who.next();
      String room = "{\"roomId\":\"hoard-%s-%d\"".formatted(who.user(), number);
      wire.write(Frames.request("join_room", number, room + "}"));
      wire.write(Frames.request("send_message", number, room + ",\"content\":\"x\"}"));
      if (number % 2 == 0) {
        wire.write(Frames.request("leave_room", number, room + "}"));
      }
    }
  }
}
