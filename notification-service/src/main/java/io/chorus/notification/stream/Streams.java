package io.chorus.notification.stream;

import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.notification.NotificationConfig;
import io.chorus.notification.fanout.Listeners;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The streams open on this instance, and their bounds. Thread-safe; never blocks. */
@Singleton
class Streams {
  private final NotificationConfig.Streams config;
  private final Listeners listeners;
  private final Counter stalled;
  private final Counter refused;
  private final Counter refusedToUser;
  private final Map<NotificationStream, Runnable> open = new ConcurrentHashMap<>();
  private final Map<String, Integer> perUser = new HashMap<>();

  Streams(NotificationConfig config, Listeners listeners, MeterRegistry metrics) {
    this.config = config.streams();
    this.listeners = listeners;
    this.stalled = metrics.counter("chorus.notifications.streams.stalled");
    this.refused = metrics.counter("chorus.refused", "bound", "streams");
    this.refusedToUser = metrics.counter("chorus.refused", "bound", "streams-per-user");
    metrics.gaugeMapSize("chorus.notifications.streams.open", Tags.empty(), open);
  }

  /**
   * Adds a stream; from now on its bell rings.
   *
   * @param cut ends the client's connection at once
   * @throws Refusal with {@code overloaded} or {@code rate_limited} if there are too many
   */
  void add(NotificationStream stream, Runnable cut) {
    synchronized (perUser) {
      if (open.size() >= config.max()) {
        refused.increment();
        throw new Refusal(ErrorCode.OVERLOADED, "too many streams are open here");
      }
      if (perUser.getOrDefault(stream.userId(), 0) >= config.perUser()) {
        refusedToUser.increment();
        throw new Refusal(ErrorCode.RATE_LIMITED, "too many streams of yours are open");
      }
      perUser.merge(stream.userId(), 1, Integer::sum);
      open.put(stream, cut);
    }
    listeners.add(stream.userId(), stream.bell());
  }

  void remove(NotificationStream stream) {
    synchronized (perUser) {
      if (open.remove(stream) == null) {
        return;
      }
      perUser.computeIfPresent(stream.userId(), (user, count) -> count == 1 ? null : count - 1);
    }
    listeners.remove(stream.userId(), stream.bell());
  }

  /** Cuts those whose clients do not read. */
  @Scheduled(every = "1s")
  void cutStalled() {
    open.forEach(
        (stream, cut) -> {
          if (stream.isStalled(config.patience())) {
            stalled.increment();
            remove(stream);
            cut.run();
          }
        });
  }

  void endAll(@Observes ShutdownEvent stopping) {
    open.keySet().forEach(NotificationStream::end);
  }
}
