package io.chorus.checker;

import io.chorus.checker.client.Entrances;
import io.chorus.checker.client.Entry;
import io.chorus.checker.client.Testimony;
import io.chorus.checker.client.Workload;
import io.chorus.checker.nemesis.Nemesis;
import io.chorus.checker.nemesis.Pause;
import io.chorus.checker.nemesis.Strike;
import io.chorus.checker.notice.Notices;
import io.chorus.checker.trace.Journal;
import io.chorus.checker.trace.Outcome;
import io.chorus.checker.trace.Trace;
import io.chorus.checker.verdict.Verdict;
import io.chorus.checker.verdict.Violation;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Runs a workload and a nemesis on a subject, then judges. Blocks its caller's thread. */
final class Checker {
  private static final Duration JOINED = Duration.ofSeconds(60);
  private static final Duration DELIVERED = Duration.ofSeconds(30);

  /** For everybody to be quiet once everything is ready again. */
  static final Duration RECOVERED = Duration.ofSeconds(90);

  private static final Duration MOMENT = Duration.ofSeconds(2);

  private final Subject subject;
  private final Run run;
  private final long start = System.nanoTime();
  private final Trace faults = new Trace("nemesis", start);
  private final Recoveries recoveries = new Recoveries();
  private final List<Violation> restless = new ArrayList<>();

  private Checker(Subject subject, Run run) {
    this.subject = subject;
    this.run = run;
  }

  static Report check(Subject subject, Run run) {
    return new Checker(subject, run).check();
  }

  private Report check() {
    Nemesis nemesis =
        new Nemesis(subject.suite(), subject.network(), run.faults(), run.seed(), faults);
    Entrances entrances = subject.entrances();
    try (Journal journal = run.journal(start);
        Workload workload = new Workload(entrances, run.workload(), run.seed(), start, journal);
        Notices notices =
            new Notices(entrances.notification(), entrances.tokens(), run.seed(), journal)) {
      workload.connect();
      notices.listen();
      Awaitility.await("clients in their rooms").atMost(JOINED).until(workload::isJoined);
      Awaitility.await("streams").atMost(JOINED).until(notices::isListening);
      workload.startWriting();
      notices.startPosting();
      Duration busy = torment(nemesis, workload, journal);
      workload.stopWriting();
      notices.stopPosting();
      settle(nemesis, workload, notices);
      List<Violation> violations = judge(workload, notices);
      if (violations.isEmpty()) {
        workload.dismissHalf();
        violations = judge(workload, notices);
      }
      return report(workload, notices, busy, violations);
    }
  }

  private Duration torment(Nemesis nemesis, Workload workload, Journal journal) {
    long begun = System.nanoTime();
    Pause.of(nemesis.interval());
    while (System.nanoTime() - begun < run.time().toNanos()) {
      if (run.faults().isEmpty()) {
        Pause.of(nemesis.interval());
        continue;
      }
      long struck = System.nanoTime();
      workload.measureSilenceFrom(struck);
      Strike strike = nemesis.strike();
      journal.add(
          "nemesis",
          "fault",
          struck,
          Outcome.OK,
          new JsonObject().put("faults", strike.toString()).put("alone", strike.alone()));
      if (strike.struckLiveDelivery()) {
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

  private void settle(Nemesis nemesis, Workload workload, Notices notices) {
    faults.add("QUIET");
    Awaitility.await("everything is ready").atMost(RECOVERED).until(nemesis::allReady);
    try {
      Awaitility.await().atMost(RECOVERED).until(() -> workload.isQuiet() && notices.isQuiet());
    } catch (ConditionTimeoutException e) {
      faults.add("NOT QUIET within " + RECOVERED.toSeconds() + " s: " + workload.restless());
      restless.add(
          Violation.of(
              Violation.Kind.RESTLESS,
              "clients still send or read after %d s".formatted(RECOVERED.toSeconds()),
              "not whole",
              "refused"));
    }
  }

  /** A view may still be repaired for a while after the last message; then it counts. */
  private List<Violation> judge(Workload workload, Notices notices) {
    long deadline = System.nanoTime() + run.settled().toNanos();
    while (true) {
      Map<String, List<Entry>> histories = workload.histories();
      List<Testimony> testimonies = workload.testimonies(histories);
      List<Violation> violations = new ArrayList<>(Verdict.of(histories, testimonies));
      violations.addAll(Verdict.of(histories, workload.states()));
      violations.addAll(Verdict.of(histories, testimonies, workload.markers()));
      violations.addAll(notices.judge());
      violations.addAll(Verdict.of(workload.misreadings()));
      if (violations.isEmpty() || System.nanoTime() > deadline) {
        return violations;
      }
      Pause.of(MOMENT);
    }
  }

  private Report report(
      Workload workload, Notices notices, Duration busy, List<Violation> violations) {
    return new Report(
        run.seed(),
        busy,
        workload.acknowledged(),
        workload.delivered(),
        notices.accepted(),
        workload.pages(),
        workload.staleness(),
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
