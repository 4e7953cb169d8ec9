package io.chorus.checker;

import java.time.Duration;

/** What several runs have shown together; keeps figures alone. Belongs to one thread. */
final class Totals {
  private final Recoveries recoveries = new Recoveries();
  private Duration busy = Duration.ZERO;
  private int runs;
  private long stored;
  private long delivered;
  private long notifications;
  private long pages;
  private long violations;

  void add(Report report) {
    runs++;
    busy = busy.plus(report.busy());
    stored += report.stored();
    delivered += report.delivered();
    notifications += report.notifications();
    pages += report.pages();
    violations += report.violations().size();
    recoveries.addAll(report.recoveries());
  }

  /** The figures, in Markdown. */
  String figures() {
    return """
        %d runs: %,d messages in %d s, %.0f a second, %,d live deliveries, %,d notifications, %,d pages \
        read meanwhile, %d faults, %d violations.

        %s"""
        .formatted(
            runs,
            stored,
            busy.toSeconds(),
            stored * 1_000.0 / busy.toMillis(),
            delivered,
            notifications,
            pages,
            recoveries.count(),
            violations,
            recoveries.table());
  }
}
