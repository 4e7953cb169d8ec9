package io.chorus.hostile.attack;

import io.chorus.hostile.wire.Ending;
import io.chorus.hostile.wire.Wire;
import io.chorus.stack.token.TokenRequest;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * One hostile client: commits its attack on one connection after the other. Belongs to the event
 * loop of all attackers.
 */
public final class Attacker implements Wire.Owner {
  private static final int ROOMS = 8;
  private static final Duration DYING = Duration.ofSeconds(3);

  /** Turns for which one that is done listens how it ends. */
  private static final int LISTENING = 15;

  private final int number;
  private final Attack attack;
  private final Means means;
  private final EventLoop loop;
  private final Tally tally;
  private final InetSocketAddress door;
  private final String token;
  private final String backendToken;
  private Wire wire;
  private int lastNumber;

  Attacker(int number, Attack attack, Means means, EventLoop loop, Tally tally) {
    this.number = number;
    this.attack = attack;
    this.means = means;
    this.loop = loop;
    this.tally = tally;
    List<InetSocketAddress> doors = means.doors().get(attack.target());
    this.door = doors.get(number % doors.size());
    this.token = means.tokens().mint(user());
    this.backendToken = means.tokens().mint(user(), "admin");
  }

  /** Does the next thing. */
  void turn() {
    if (wire == null || wire.isOver()) {
      tally.tried(attack);
      wire = Wire.open(loop, door, attack.isDeaf(), attack.opening(this), this);
      return;
    }
    int turn = wire.turn();
    if (turn <= attack.patience()) {
      if (wire.isConnected()) {
        attack.act(wire, this);
      }
    } else if (turn == attack.patience() + 1) {
      wire.listen();
    } else if (turn > attack.patience() + LISTENING) {
      wire.giveUp();
    }
  }

  /** Listens, to see how it ends. */
  void rest() {
    if (wire != null && !wire.isOver()) {
      wire.listen();
    }
  }

  void leave() {
    if (wire != null && !wire.isOver()) {
      wire.leave();
    }
  }

  @Override
  public void answered(String what) {
    tally.answered(attack, what);
  }

  @Override
  public void ended(Ending ending) {
    tally.ended(attack, ending);
  }

  int number() {
    return number;
  }

  /** A number that this attacker has not used before. */
  int next() {
    return ++lastNumber;
  }

  String user() {
    return "mallory-" + number;
  }

  /** A room that attackers share. */
  String room() {
    return "hostile-" + number % ROOMS;
  }

  /** One of the honest ones'. */
  String busyRoom() {
    return means.busyRooms().get(number % means.busyRooms().size());
  }

  Means means() {
    return means;
  }

  String token() {
    return token;
  }

  /** For all that backends may do. */
  String backendToken() {
    return backendToken;
  }

  /** Good for a few seconds. */
  String dyingToken() {
    return means.tokens().mint(TokenRequest.user(user()).validFor(DYING));
  }
}
