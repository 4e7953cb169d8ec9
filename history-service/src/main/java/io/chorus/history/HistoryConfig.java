package io.chorus.history;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;

/** The history service's own settings; docs/configuration.md lists them. */
@ConfigMapping(prefix = "chorus")
public interface HistoryConfig {
  Ingest ingest();

  Database database();

  /** History. */
  History history();

  /** Changes of messages. */
  Changes changes();

  Rooms rooms();

  Search search();

  /** Pages of the history. */
  interface History {
    /**
     * Bytes of a page; then it has fewer messages, one at the least, and says that there are more.
     */
    @WithDefault("1M")
    MemorySize maxPage();

    /** How long a reader waits for the database; then {@code overloaded}. */
    @WithDefault("5s")
    Duration readWithin();

    /**
     * How long entries of the log are kept, an hour at the least; where it is not set, for ever.
     */
    Optional<Duration> retention();
  }

  interface Search {
    /** Whether messages are found by their words; where not, nothing is kept for it. */
    @WithDefault("true")
    boolean enabled();

    /** The configuration of PostgreSQL's text search by which words are taken. */
    @WithDefault("simple")
    String language();
  }

  interface Rooms {
    /** Members up to which a room is told who has read; above, nobody is. */
    @WithDefault("100")
    @Min(0)
    int seenUpTo();

    /** Whether users are told which rooms there are, of those that their tokens allow. */
    @WithDefault("true")
    boolean directory();
  }

  interface Changes {
    /** Different reactions that one user may have on one message; more are refused. */
    @WithDefault("20")
    @Min(1)
    int reactionsPerUser();

    /** Age of a message up to which it may be edited; where it is not set, any. */
    Optional<Duration> editWithin();
  }

  interface Ingest {
    /** Messages that may wait here for the database; a batch beyond is given back at once. */
    @WithDefault("20000")
    @Min(1)
    int capacity();

    /** Bytes that they may have together; a batch beyond is given back at once. */
    @WithDefault("32M")
    MemorySize maxBytes();

    /** Statements under way at once. */
    @WithDefault("4")
    @Min(1)
    int writers();

    /** Age from which a message that is stored behind newer ones is announced to its room. */
    @WithDefault("2s")
    Duration lateAfter();

    /**
     * Age from which a message is not stored any more; the outbox's deadline. One that is there
     * already is acknowledged at any age.
     */
    @WithDefault("10s")
    Duration deadline();

    /** How often this replica announces itself. */
    @WithDefault("1s")
    Duration announceEvery();
  }

  interface Database {
    /** How long it may take to write to the log, the wait for a connection included. */
    @WithDefault("5s")
    Duration writeWithin();
  }
}
