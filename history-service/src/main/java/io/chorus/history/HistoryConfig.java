package io.chorus.history;

import io.chorus.model.room.DefaultAccess;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** The history service's own settings; docs/configuration.md lists them. */
@ConfigMapping(prefix = "chorus")
public interface HistoryConfig {
  Rooms rooms();

  Ingest ingest();

  interface Rooms {
    /** What a token without a {@code rooms} claim may read. */
    @WithDefault("open")
    DefaultAccess defaultAccess();
  }

  interface Ingest {
    /** Messages that may wait here for the database; a batch beyond is given back at once. */
    @WithDefault("20000")
    @Min(1)
    int capacity();

    /** Statements under way at once. */
    @WithDefault("4")
    @Min(1)
    int writers();

    /** Age from which a message that is stored behind newer ones is announced to its room. */
    @WithDefault("2s")
    Duration lateAfter();

    /**
     * Age from which a message that is stored is announced in any case: nobody awaits it any more.
     */
    @WithDefault("10s")
    Duration overdueAfter();

    /** How often this replica announces itself. */
    @WithDefault("1s")
    Duration announceEvery();
  }
}
