package io.chorus.chat.session;

import io.chorus.chat.ChatConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Who may connect: so many connections a user, and so many an address, on this instance.
 * Thread-safe; never blocks.
 */
@Singleton
public class Admission {
  private final ChatConfig.Session limits;
  private final Counter refusedUsers;
  private final Counter refusedAddresses;
  private final Map<String, UserAllowance> users = new ConcurrentHashMap<>();
  private final Addresses addresses;

  Admission(ChatConfig config, MeterRegistry metrics) {
    this.limits = config.session();
    this.addresses = new Addresses(limits.connectionsPerAddress());
    this.refusedUsers = metrics.counter("chorus.refused", "bound", "connections-per-user");
    this.refusedAddresses = metrics.counter("chorus.refused", "bound", "connections-per-address");
  }

  /**
   * Takes a place for one more connection.
   *
   * @param address the client's, as far as it is known
   * @return empty where the user or the address has all it may have
   */
  public Optional<Place> admit(String userId, String address) {
    if (!addresses.tryEnter(address)) {
      refusedAddresses.increment();
      return Optional.empty();
    }
    UserAllowance entered = tryEnterAs(userId);
    if (entered == null) {
      refusedUsers.increment();
      addresses.leave(address);
      return Optional.empty();
    }
    return Optional.of(
        new Place(
            entered,
            () -> {
              leaveAs(userId);
              addresses.leave(address);
            }));
  }

  private UserAllowance tryEnterAs(String userId) {
    AtomicReference<UserAllowance> entered = new AtomicReference<>();
    users.compute(
        userId,
        (id, known) -> {
          UserAllowance user = known != null ? known : new UserAllowance(limits, System.nanoTime());
          if (user.connections() < limits.connectionsPerUser()) {
            user.add(1);
            entered.set(user);
          }
          return user;
        });
    return entered.get();
  }

  private void leaveAs(String userId) {
    users.computeIfPresent(
        userId,
        (id, user) -> {
          user.add(-1);
          return user;
        });
  }

  /**
   * Forgets the users who have gone and owe nothing: not before, else connecting again would be a
   * way around the rates. Called about once a second.
   */
  void sweep() {
    long now = System.nanoTime();
    for (String userId : users.keySet()) {
      users.computeIfPresent(
          userId, (id, user) -> user.connections() == 0 && user.isRested(now) ? null : user);
    }
  }
}
