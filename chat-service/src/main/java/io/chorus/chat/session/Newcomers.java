package io.chorus.chat.session;

import io.chorus.chat.ChatConfig;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that are connected and have not shown a token yet: so many on this instance, so many of
 * an address, and so many bytes of each. Where tokens come with the handshake there are none.
 * Thread-safe; never blocks.
 */
@Singleton
public class Newcomers {
  private final ChatConfig.SocketIo bounds;
  private final AtomicInteger here = new AtomicInteger();
  private final Addresses addresses;
  private final Counter refused;
  private final Counter refusedAddresses;
  private final Counter refusedBytes;

  Newcomers(ChatConfig config, MeterRegistry metrics) {
    this.bounds = config.socketIo();
    this.addresses = new Addresses(bounds.newcomersPerAddress());
    this.refused = metrics.counter("chorus.refused", "bound", "newcomers");
    this.refusedAddresses = metrics.counter("chorus.refused", "bound", "newcomers-per-address");
    this.refusedBytes = metrics.counter("chorus.refused", "bound", "newcomer-bytes");
    Gauge.builder("chorus.newcomers", here, AtomicInteger::get)
        .description("Clients that have not shown a token yet")
        .register(metrics);
  }

  /**
   * Takes one more.
   *
   * @param address as far as it is known
   * @throws Refusal with {@code overloaded} where there are too many, {@code rate_limited} where
   *     the address has too many
   */
  public Newcomer enter(String address) {
    Newcomer newcomer = new Newcomer(this, address, bounds.newcomerBytes());
    newcomer.enter();
    return newcomer;
  }

  void count(String address) {
    if (!addresses.tryEnter(address)) {
      refusedAddresses.increment();
      throw new Refusal(ErrorCode.RATE_LIMITED, "too many connections without a token");
    }
    if (here.incrementAndGet() > bounds.newcomers()) {
      discount(address);
      refused.increment();
      throw new Refusal(ErrorCode.OVERLOADED, "too many connections without a token");
    }
  }

  void exceeded() {
    refusedBytes.increment();
  }

  void discount(String address) {
    here.decrementAndGet();
    addresses.leave(address);
  }
}
