package io.chorus.chat.session;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How many each address has here, of something that is bounded. All of an IPv6 network of 64 bits
 * are one. Thread-safe.
 */
final class Addresses {
  /** Of an IPv6 address: one subscriber has all that begin with these. */
  private static final int IPV6_NETWORK_BYTES = 8;

  private static final int IPV6_BYTES = 16;

  private final int max;
  private final Map<String, Integer> counts = new ConcurrentHashMap<>();

  /**
   * @param max 0 for any number
   */
  Addresses(int max) {
    this.max = max;
  }

  /**
   * Counts one more, unless the address has all it may have.
   *
   * @param address as far as it is known
   */
  boolean tryEnter(String address) {
    if (max == 0) {
      return true;
    }
    AtomicBoolean entered = new AtomicBoolean();
    counts.compute(
        network(address),
        (network, open) -> {
          int before = open == null ? 0 : open;
          entered.set(before < max);
          return Math.min(before + 1, max);
        });
    return entered.get();
  }

  /** Counts one less, after {@link #tryEnter}. */
  void leave(String address) {
    if (max > 0) {
      counts.computeIfPresent(network(address), (network, open) -> open == 1 ? null : open - 1);
    }
  }

  private static String network(String address) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
    return bytes != null && bytes.length == IPV6_BYTES
        ? HexFormat.of().formatHex(Arrays.copyOf(bytes, IPV6_NETWORK_BYTES))
        : address;
  }
}
