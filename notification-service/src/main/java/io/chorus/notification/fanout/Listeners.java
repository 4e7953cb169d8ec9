package io.chorus.notification.fanout;

import io.chorus.bus.Bus;
import io.chorus.model.notification.UserChannels;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Those on this instance who want to know when a user's inbox may have grown. All listeners of one
 * user share a subscription. Thread-safe; never blocks.
 */
@Singleton
public class Listeners {
  private record Channel(Set<Listener> listeners, Future<Void> subscribed) {}

  private final Bus bus;
  private final Map<String, Channel> channels = new ConcurrentHashMap<>();

  Listeners(Bus bus) {
    this.bus = bus;
    bus.onRestored(() -> channels.values().forEach(Listeners::ring));
  }

  /**
   * Adds a listener. It is called once the bus has confirmed that nothing later is missed, then
   * with everything that comes, and whenever something may have been missed.
   */
  public void add(String userId, Listener listener) {
    join(UserChannels.of(userId), listener);
    join(UserChannels.BROADCAST, listener);
  }

  public void remove(String userId, Listener listener) {
    leave(UserChannels.of(userId), listener);
    leave(UserChannels.BROADCAST, listener);
  }

  private void join(String name, Listener listener) {
    // Changes of one channel are made one at a time, by the map; the bus keeps their order.
    channels
        .compute(
            name,
            (key, channel) -> {
              Channel joined = channel != null ? channel : open(key);
              joined.listeners().add(listener);
              return joined;
            })
        .subscribed()
        .onSuccess(ignored -> listener.inboxMayHaveGrown());
  }

  private Channel open(String name) {
    Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    return new Channel(listeners, bus.subscribe(name, envelope -> received(envelope, listeners)));
  }

  private void leave(String name, Listener listener) {
    channels.computeIfPresent(
        name,
        (key, channel) -> {
          channel.listeners().remove(listener);
          if (channel.listeners().isEmpty()) {
            bus.unsubscribe(key);
            return null;
          }
          return channel;
        });
  }

  private static void received(Buffer envelope, Set<Listener> listeners) {
    if (!ReadFrame.isNewsOfReading(envelope)) {
      listeners.forEach(Listener::inboxMayHaveGrown);
    }
  }

  private static void ring(Channel channel) {
    channel.listeners().forEach(Listener::inboxMayHaveGrown);
  }
}
