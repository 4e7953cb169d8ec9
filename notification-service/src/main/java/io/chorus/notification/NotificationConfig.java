package io.chorus.notification;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** The notification service's own settings; docs/configuration.md lists them. */
@ConfigMapping(prefix = "chorus.notifications")
public interface NotificationConfig {
  /** Recipients of one notification, broadcasts aside. */
  @WithDefault("10000")
  @Min(1)
  int maxRecipients();

  /** Bytes of a request: 10,000 userIds of 256 characters, a message and its data fit. */
  @WithDefault("8M")
  MemorySize maxBody();

  /** Bytes of UTF-8 that a message may have. */
  @WithDefault("4096")
  @Min(1)
  int maxMessage();

  /** Bytes of UTF-8 that the data may have, as JSON. */
  @WithDefault("16384")
  @Min(1)
  int maxData();

  /** How long a caller waits for the database; then {@code not_stored}. */
  @WithDefault("10s")
  Duration storeWithin();

  /** How long a reader of an inbox waits for the database; then {@code overloaded}. */
  @WithDefault("10s")
  Duration readWithin();

  /** Notifications being stored at once; one more is {@code overloaded}. */
  @WithDefault("1000")
  @Min(1)
  int maxBeingStored();

  /** Statements that store, under way at once: they wait for each other, at the clock. */
  @WithDefault("4")
  @Min(1)
  int writers();

  /** Bytes of notifications being stored at once; one more is {@code overloaded}. */
  @WithDefault("64M")
  MemorySize maxBytesBeingStored();

  /** Bytes of notifications that wait to be published; more are left to the inbox. */
  @WithDefault("64M")
  MemorySize maxBytesBeingPublished();

  /** Bytes of a page of an inbox; then it has fewer entries, one at the least. */
  @WithDefault("1M")
  MemorySize maxPage();

  /** How long notifications are kept, in the inboxes and at all. */
  @WithDefault("90d")
  Duration retention();

  /** How often what has expired is deleted. */
  @WithDefault("1m")
  Duration purgeEvery();

  /** Requests of one caller to one instance in the long run. */
  @WithDefault("500")
  @Min(1)
  long requestsPerSecond();

  /** Requests of one caller to one instance at once. */
  @WithDefault("2000")
  @Min(1)
  long requestBurst();

  /** Callers whose requests are counted; those who were silent for longest are forgotten. */
  @WithDefault("10000")
  @Min(1)
  long countedCallers();

  /** Streams. */
  Streams streams();

  /** Bounds of the streams of one instance. */
  interface Streams {
    /** Streams open at once. */
    @WithDefault("10000")
    @Min(1)
    int max();

    /** Streams of one user open at once. */
    @WithDefault("100")
    @Min(1)
    int perUser();

    /** Pages being read for streams at once; others wait for their turn. */
    @WithDefault("4")
    @Min(1)
    int readersAtOnce();

    /** Bytes that were read for all streams and are not written yet; then streams wait. */
    @WithDefault("32M")
    MemorySize maxUnwritten();

    /** How often something is sent at the least. */
    @WithDefault("15s")
    Duration heartbeat();

    /** How long a client may take to read what was sent; then the stream is cut. */
    @WithDefault("30s")
    Duration patience();
  }

  /** How long an {@code Idempotency-Key} is remembered. */
  @WithDefault("24h")
  Duration idempotency();
}
