package io.chorus.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What one instance bears over HTTP; docs/configuration.md lists it. */
@ConfigMapping(prefix = "chorus.http")
public interface HttpBounds {
  /** Connections open at once, of whatever kind; one more is closed at once. */
  @WithDefault("20000")
  int connections();

  /** How long the head of a request may take to come; then the connection is closed. */
  @WithDefault("10s")
  Duration headWithin();

  /** How long the body of a request may take to come; then 408. */
  @WithDefault("30s")
  Duration bodyWithin();

  /** Bytes of bodies in memory, over all requests; then {@code overloaded}. */
  @WithDefault("64M")
  MemorySize bodies();

  /** Pages being read at once; others wait, so that connections are left to writers. */
  @WithDefault("6")
  int readersAtOnce();

  /** Pages being read or waited for; then {@code overloaded}. */
  @WithDefault("200")
  int readers();

  /** Bytes of answers that clients have not taken yet, over all connections; then 503. */
  @WithDefault("64M")
  MemorySize unreadAnswers();

  /** How long a client may take next to nothing of an answer; then its connection is cut. */
  @WithDefault("30s")
  Duration patience();
}
