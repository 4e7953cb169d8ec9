package io.chorus.database;

import java.util.ArrayList;
import java.util.List;

/** The settings of PostgreSQL that decide what a commit survives, as a session of ours has them. */
record Durability(String fsync, String fullPageWrites, String synchronousCommit, String standbys) {
  /** Gives them in the order of this record's components. */
  static final String QUERY =
      """
      SELECT current_setting('fsync'), current_setting('full_page_writes'),
             current_setting('synchronous_commit'), current_setting('synchronous_standby_names')
      """;

  /** What stands in the way of that, as assignments; empty where nothing does. */
  List<String> against(Survival demanded) {
    List<String> faults = new ArrayList<>();
    if (demanded.includes(Survival.CRASH) && synchronousCommit.equals("off")) {
      faults.add("synchronous_commit=off");
    }
    if (demanded.includes(Survival.POWER_LOSS)) {
      addUnlessOn(faults, "fsync", fsync);
      addUnlessOn(faults, "full_page_writes", fullPageWrites);
    }
    if (demanded.includes(Survival.FAILOVER)) {
      if (standbys.isBlank()) {
        faults.add("synchronous_standby_names=''");
      }
      if (synchronousCommit.equals("local")) {
        faults.add("synchronous_commit=local");
      }
    }
    return List.copyOf(faults);
  }

  private static void addUnlessOn(List<String> faults, String name, String value) {
    if (!value.equals("on")) {
      faults.add(name + "=" + value);
    }
  }
}
