package io.chorus.hostile.attack;

import io.chorus.hostile.wire.Frames;
import io.chorus.hostile.wire.Wire;

/** JSON that is odd to read, wherever JSON is passed on, and where it is not. */
record JsonBombs() implements SocketAttack {
  @Override
  public void strike(Wire wire, Attacker who) {
    String room = "\"roomId\":\"" + who.room() + "\"";
    if (wire.sent() == 0) {
      wire.write(Frames.request("join_room", who.next(), "{" + room + "}"));
    }
    int number = who.next();
    String bomb = Payloads.bomb(number / 3);
    wire.write(
        switch (number % 3) {
          case 0 ->
              Frames.request(
                  "send_message",
                  number,
                  "{%s,\"content\":\"x\",\"metadata\":%s}".formatted(room, bomb));
          case 1 ->
              Frames.request(
                  "signal", number, "{%s,\"name\":\"x\",\"payload\":%s}".formatted(room, bomb));
          default -> Frames.request("ping", number, "{\"a\":" + bomb + "}");
        });
  }
}
