package io.chorus.hostile.attack;

import io.chorus.hostile.wire.Http;
import io.chorus.hostile.wire.Wire;
import io.netty.buffer.ByteBuf;

/** Over a WebSocket that was accepted. */
sealed interface SocketAttack extends Attack
    permits UnreadPings,
        DeafMember,
        OversizedFrame,
        OversizedFragments,
        EmptyFirstFragment,
        InvalidText,
        ReservedBits,
        JsonBombs,
        HeavyMetadata,
        SignalFlood,
        TypingFlood,
        MessageFlood,
        RoomHoarder,
        ConnectStorm,
        DyingToken {

  /** What is done at each turn once the peer has accepted the upgrade. */
  void strike(Wire wire, Attacker who);

  @Override
  default Target target() {
    return Target.CHAT;
  }

  @Override
  default ByteBuf opening(Attacker who) {
    return Http.upgrade(who.token());
  }

  @Override
  default void act(Wire wire, Attacker who) {
    if (wire.isUpgraded()) {
      strike(wire, who);
    }
  }
}
