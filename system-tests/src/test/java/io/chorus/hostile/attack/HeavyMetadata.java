package io.chorus.hostile.attack;

import io.chorus.hostile.wire.Frames;
import io.chorus.hostile.wire.Wire;

/** Messages with as much metadata as is allowed, and with as much as a frame holds. */
record HeavyMetadata() implements SocketAttack {
  private static final int ROOMS = 4;
  private static final int ALLOWED = 8_000;
  private static final int TOO_MUCH = 64_000;

  /** Where the heaviest messages are. */
  static String room(int number) {
    return "heavy-" + number % ROOMS;
  }

  @Override
  public void strike(Wire wire, Attacker who) {
    String room = "{\"roomId\":\"" + room(who.number()) + "\"";
    if (wire.sent() == 0) {
      wire.write(Frames.request("join_room", who.next(), room + "}"));
    }
    int number = who.next();
    String before =
        "{\"event\":\"send_message\",\"id\":%d,\"data\":%s,\"content\":\"x\",\"metadata\":\""
            .formatted(number, room);
    int letters = number % 4 == 0 ? TOO_MUCH : ALLOWED;
    wire.write(Frames.of(Frames.TEXT, Payloads.around(before, letters, "\"}}")));
  }
}
