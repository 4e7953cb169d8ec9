package io.chorus.chat.fanout;

import io.chorus.bus.Bus;
import io.chorus.bus.BusConfig;
import io.chorus.bus.BusUnavailable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.impl.ContextInternal;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** All topics that somebody on this instance listens to. Thread-safe; never blocks. */
@Singleton
public class Topics {
  private final Bus bus;
  private final DeliveryTimes times;
  private final Journal journal;
  private final long maxWaitMillis;
  private final Map<String, Topic> topics = new ConcurrentHashMap<>();

  Topics(Bus bus, DeliveryTimes times, Journal journal, BusConfig config) {
    this.bus = bus;
    this.times = times;
    this.journal = journal;
    this.maxWaitMillis = config.maxWait().toMillis();
    bus.onRestored(journal::interrupted);
  }

  /**
   * Adds a subscriber, on its own event loop. It may be called as soon as this returns.
   *
   * @param sequence made when the topic is: one for as long as somebody listens
   * @return completes on the subscriber's context once the channel is subscribed: no event
   *     published later is missed. Fails with {@link BusUnavailable} after {@code
   *     chorus.bus.max-wait}; the subscriber stays added then.
   */
  public Future<Void> join(String channel, Subscriber subscriber, Supplier<Sequence> sequence) {
    Promise<Void> joined = ((ContextInternal) subscriber.context()).promise();
    // Changes of one topic are made one at a time, by the map; the bus keeps their order.
    topics
        .compute(
            channel,
            (name, topic) -> {
              Topic joining = topic != null ? topic : open(name, sequence.get());
              joining.add(subscriber);
              return joining;
            })
        .subscribed()
        .onComplete(joined);
    return joined
        .future()
        .timeout(maxWaitMillis, TimeUnit.MILLISECONDS)
        .recover(e -> Future.failedFuture(new BusUnavailable("Redis did not answer in time")));
  }

  private Topic open(String channel, Sequence sequence) {
    Topic topic = new Topic(sequence, times, journal.page());
    topic.subscribed(bus.subscribe(channel, topic::received));
    return topic;
  }

  /** Removes a subscriber, on its own event loop. */
  public void leave(String channel, Subscriber subscriber) {
    topics.computeIfPresent(
        channel,
        (name, topic) -> {
          topic.remove(subscriber);
          if (topic.isEmpty()) {
            bus.unsubscribe(name);
            return null;
          }
          return topic;
        });
  }

  /** Keeps from now on what is delivered, for {@link #missed}. */
  public void keep() {
    journal.keep();
  }

  /** Something may have been missed: nobody is told again what came before. */
  public void interrupted() {
    journal.interrupted();
  }

  /** {@link Delivery#number} of the last event; what comes to a subscriber later is greater. */
  public long last() {
    return journal.last();
  }

  /** Whether {@link #last} has been this number, in this process. */
  public boolean hasBeenAt(long number) {
    return journal.hasBeenAt(number);
  }

  /**
   * What was delivered lately.
   *
   * @param places channels, and after which event of each
   * @return in order; null where not all of it is known any more
   */
  public List<Delivery.Past> missed(Map<String, Long> places) {
    List<Journal.Place> pages = new ArrayList<>(places.size());
    for (Map.Entry<String, Long> place : places.entrySet()) {
      Topic topic = topics.get(place.getKey());
      if (topic == null) {
        return null;
      }
      pages.add(new Journal.Place(topic.page(), place.getValue()));
    }
    return journal.since(pages);
  }

  /** Number of channels with this beginning of their names. Looks at all: for who asks seldom. */
  public int size(String prefix) {
    return (int) topics.keySet().stream().filter(it -> it.startsWith(prefix)).count();
  }

  /** Subscribers of those channels, about: they come and go meanwhile. */
  public int subscribers(String prefix) {
    return topics.entrySet().stream()
        .filter(it -> it.getKey().startsWith(prefix))
        .mapToInt(it -> it.getValue().size())
        .sum();
  }

  /** Number of channels subscribed. */
  public int size() {
    return topics.size();
  }
}
