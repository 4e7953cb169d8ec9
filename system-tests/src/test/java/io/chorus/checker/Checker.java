package io.chorus.checker;

import io.chorus.checker.client.Workload;
import io.chorus.checker.nemesis.Nemesis;
import io.chorus.checker.nemesis.Pause;
import io.chorus.checker.nemesis.Strike;
import io.chorus.checker.trace.Trace;
import io.chorus.checker.verdict.Verdict;
import io.chorus.checker.verdict.Violation;
import io.chorus.stack.Suite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Runs a workload and a nemesis on a suite, then judges. Blocks its caller's thread. */
final class Checker {
  private static final Duration JOINED = Duration.ofSeconds(60);
  private static final Duration DELIVERED = Duration.ofSeconds(30);
  private static final Duration RECOVERED = Duration.ofSeconds(90);

  /** Longer than a message may be stored late, and its announcement takes. */
  private static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(25);

  private final Suite suite;
  private final Run run;
  private final long start = System.nanoTime();
  private final Trace faults = new Trace("nemesis", start);
  private final Recoveries recoveries = new Recoveries();
  private final List<Violation> restless = new ArrayList<>();

  private Checker(Suite suite, Run run) {
    this.suite = suite;
    this.run = run;
  }

  static Report check(Suite suite, Run run) {
    return new Checker(suite, run).check();
  }

  private Report check() {
    Nemesis nemesis = new Nemesis(suite, run.faults(), run.seed(), faults);
    try (Workload workload = new Workload(suite, run.workload(), run.seed(), start)) {
      workload.connect();
      Awaitility.await("clients in their rooms").atMost(JOINED).until(workload::isJoined);
      workload.startWriting();
      Duration busy = torment(nemesis, workload);
      workload.stopWriting();
      settle(nemesis, workload);
      List<Violation> violations = judge(workload);
      if (violations.isEmpty()) {
        workload.dismissHalf();
        violations = judge(workload);
      }
      return report(workload, busy, violations);
    }
  }

  private Duration torment(Nemesis nemesis, Workload workload) {
    long begun = System.nanoTime();
    Pause.of(nemesis.interval());
    while (System.nanoTime() - begun < run.time().toNanos()) {
      if (run.faults().isEmpty()) {
        Pause.of(nemesis.interval());
        continue;
      }
      workload.measureSilenceFrom(System.nanoTime());
      Strike strike = nemesis.strike();
      if (strike.fault().part().carriesLiveDelivery()) {
        workload.measureSilenceFrom(strike.over());
      }
      awaitDelivery(workload, strike.over());
      Pause.of(nemesis.interval());
      recoveries.add(strike, workload.longestSilence());
    }
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private void awaitDelivery(Workload workload, long since) {
    try {
      Awaitility.await()
          .atMost(DELIVERED)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> workload.allDeliveredAfter(since));
    } catch (ConditionTimeoutException e) {
      faults.add("NO DELIVERY to somebody within " + DELIVERED.toSeconds() + " s");
    }
  }

  private void settle(Nemesis nemesis, Workload workload) {
    faults.add("QUIET");
    Awaitility.await("everything is ready").atMost(RECOVERED).until(nemesis::allReady);
    try {
      Awaitility.await().atMost(RECOVERED).until(workload::isQuiet);
    } catch (ConditionTimeoutException e) {
      faults.add("NOT QUIET within " + RECOVERED.toSeconds() + " s");
      restless.add(
          Violation.of(
              Violation.Kind.RESTLESS,
              "clients still send or read after %d s".formatted(RECOVERED.toSeconds()),
              "not whole",
              "refused"));
    }
  }

  /** A view may still be repaired for a while after the last message; then it counts. */
  private List<Violation> judge(Workload workload) {
    long deadline = System.nanoTime() + SETTLED_NANOS;
    while (true) {
      List<Violation> violations = Verdict.of(workload.histories(), workload.testimonies());
      if (violations.isEmpty() || System.nanoTime() > deadline) {
        return violations;
      }
      Pause.of(Duration.ofSeconds(2));
    }
  }

  private Report report(Workload workload, Duration busy, List<Violation> violations) {
    return new Report(
        run.seed(),
        busy,
        workload.testimonies().stream().mapToLong(client -> client.acknowledged().size()).sum(),
        workload.delivered(),
        recoveries,
        Stream.of(recoveries.violations(run.bounds()), restless, violations)
            .flatMap(List::stream)
            .toList(),
        traces(workload));
  }

  private List<Trace> traces(Workload workload) {
    List<Trace> all = new ArrayList<>(workload.traces());
    all.add(faults);
    return all;
  }
}
