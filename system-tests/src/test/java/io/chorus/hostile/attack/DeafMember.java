package io.chorus.hostile.attack;

import io.chorus.hostile.wire.Frames;
import io.chorus.hostile.wire.Wire;

/** Sits in the honest ones' rooms, asks for much, and reads nothing. */
record DeafMember() implements SocketAttack {
  private static final int PATIENCE_TURNS = 80;

  @Override
  public void strike(Wire wire, Attacker who) {
    String room = "{\"roomId\":\"" + who.busyRoom() + "\"}";
    wire.write(Frames.request("join_room", who.next(), room));
  }

  @Override
  public boolean isDeaf() {
    return true;
  }

  @Override
  public int patience() {
    return PATIENCE_TURNS;
  }
}
