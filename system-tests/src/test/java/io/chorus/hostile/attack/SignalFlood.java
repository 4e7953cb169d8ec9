package io.chorus.hostile.attack;

import io.chorus.hostile.wire.Frames;
import io.chorus.hostile.wire.Wire;

/** Signals as large as a frame, as many as the connection takes, in rooms with others. */
record SignalFlood() implements SocketAttack {
  private static final int LETTERS = 64_000;
  private static final int AT_ONCE = 4;

  @Override
  public void strike(Wire wire, Attacker who) {
    String room = "{\"roomId\":\"" + who.room() + "\"";
    if (wire.sent() == 0) {
      wire.write(Frames.request("join_room", who.next(), room + "}"));
    }
    for (int i = 0; i < AT_ONCE; i++) {
      String before =
          "{\"event\":\"signal\",\"id\":%d,\"data\":%s,\"name\":\"x\",\"payload\":\""
              .formatted(who.next(), room);
      if (!wire.write(Frames.of(Frames.TEXT, Payloads.around(before, LETTERS, "\"}}")))) {
        return;
      }
    }
  }
}
