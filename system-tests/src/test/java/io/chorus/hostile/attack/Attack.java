package io.chorus.hostile.attack;

import io.chorus.hostile.wire.Wire;
import io.netty.buffer.ByteBuf;
import java.util.Set;

/**
 * One kind of misuse. It remembers nothing: an attacker has many connections, one after the other,
 * and what is known of one is in its {@link Wire}. Called on the attackers' event loop.
 */
public sealed interface Attack permits RequestAttack, SocketAttack {
  /** A few seconds of turns. */
  int PATIENCE = 40;

  /** Whom it is aimed at. */
  enum Target {
    CHAT,
    HISTORY,
    NOTIFICATION
  }

  Target target();

  /** What is sent first on a new connection. */
  ByteBuf opening(Attacker who);

  /** What is done at each turn of a connection that stands. */
  void act(Wire wire, Attacker who);

  /** Whether it reads nothing after the head of the answer, until it has lost its patience. */
  default boolean isDeaf() {
    return false;
  }

  /** Turns for which it goes on with one connection; then it only listens how that one ends. */
  default int patience() {
    return PATIENCE;
  }

  /**
   * How a connection of this kind may end, if the attacker does not leave before; empty where any
   * end will do.
   */
  default Set<String> endings() {
    return Set.of();
  }

  /** As it stands in a table. */
  default String label() {
    return getClass().getSimpleName().replaceAll("(?<=.)([A-Z])", " $1").toLowerCase();
  }
}
