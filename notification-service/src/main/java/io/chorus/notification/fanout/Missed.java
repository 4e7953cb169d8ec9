package io.chorus.notification.fanout;

import io.chorus.bus.Bus;
import io.chorus.model.frame.Envelope;
import io.chorus.model.frame.Event;
import io.chorus.model.frame.Frame;
import io.chorus.model.frame.Resync;
import io.chorus.model.notification.UserChannels;
import io.chorus.model.room.RoomId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Channels on which something could not be published. When the bus works again, whoever listens
 * there is told to look into the inbox. Thread-safe; never blocks.
 */
@RegisterForReflection(targets = {Resync.class, RoomId.class})
@Singleton
class Missed {
  /** Beyond this many, everybody is told. */
  private static final int MAX_CHANNELS = 20_000;

  private static final String RESYNC = Envelope.event(Frame.of(Event.RESYNC, Resync.EVERYTHING));

  /** Until then the bus may call itself live though it is not, and nobody may be listening yet. */
  private static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(4);

  private final Bus bus;
  private final Set<String> channels = ConcurrentHashMap.newKeySet();
  private volatile long lastAdded;

  Missed(Bus bus) {
    this.bus = bus;
  }

  void add(String channel) {
    lastAdded = System.nanoTime();
    channels.add(channels.size() < MAX_CHANNELS ? channel : UserChannels.BROADCAST);
  }

  @Scheduled(every = "1s")
  void tell() {
    if (channels.isEmpty() || !bus.isLive() || System.nanoTime() - lastAdded < SETTLED_NANOS) {
      return;
    }
    if (channels.contains(UserChannels.BROADCAST)) {
      channels.clear();
      tell(UserChannels.BROADCAST);
      return;
    }
    for (String channel : channels) {
      channels.remove(channel);
      tell(channel);
    }
  }

  private void tell(String channel) {
    bus.publish(channel, RESYNC).onFailure(e -> add(channel));
  }
}
