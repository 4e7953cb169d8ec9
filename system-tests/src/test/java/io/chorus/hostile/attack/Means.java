package io.chorus.hostile.attack;

import io.chorus.stack.token.Tokens;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/**
 * What all attackers share.
 *
 * @param doors per target the addresses where it can be reached: the gateway, and each instance
 * @param nestedToken good, but for its claims' depth
 * @param busyRooms where the honest ones talk
 */
public record Means(
    Map<Attack.Target, List<InetSocketAddress>> doors,
    Tokens tokens,
    String sharedToken,
    String nestedToken,
    List<String> busyRooms) {
  /** Who is many attackers at once. */
  public static final String SHARED_USER = "mallory";
}
