package io.chorus.checker;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.checker.client.Rules;
import io.chorus.checker.client.WorkloadOptions;
import io.chorus.checker.nemesis.Fault;
import io.chorus.checker.verdict.Violation;
import io.chorus.checker.verdict.Violation.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checker finds what it is there to find: its bounds count, and so do its clients' rules. */
class CheckerTest {
  private static final Duration TIME = Duration.ofSeconds(10);
  private static final long SEED = 1;

  @TempDir static Path folder;
  private static Subject subject;

  @BeforeAll
  static void start() {
    subject = Subject.start(Subject.packaged(folder).withInstances(2, 1, 1));
  }

  @AfterAll
  static void stop() {
    if (subject != null) {
      subject.close();
    }
  }

  @Test
  void itFindsThatLiveDeliveryWasAwayForTooLong() {
    Run run =
        Run.of(TIME, SEED)
            .with(List.of(new Fault(Fault.Part.REDIS, Fault.Way.KILL)))
            .with(new Bounds(Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(1)));

    Report report = Checker.check(subject, run);

    assertThat(report.violations()).extracting(Violation::kind).contains(Kind.SILENT);
    assertThat(report.explanation()).contains("after redis kill");
  }

  @Test
  void itFindsClientsThatKnowMessagesAlone() {
    Run run =
        Run.of(TIME, SEED)
            .with(WorkloadOptions.BUSY.with(Rules.NO_EDITS))
            .with(List.of())
            .settledWithin(Duration.ofSeconds(1));

    Report report = Checker.check(subject, run);

    assertThat(report.violations()).extracting(Violation::kind).contains(Kind.SEEN_OTHERWISE);
  }

  @Test
  void itFindsClientsThatDoNotGoBackForWhatTheyMissed() {
    Run run =
        Run.of(TIME, SEED)
            .with(WorkloadOptions.BUSY.with(Rules.NO_REPAIR))
            .with(List.of(new Fault(Fault.Part.REDIS, Fault.Way.CUT)));

    Report report = Checker.check(subject, run);

    assertThat(report.violations()).extracting(Violation::kind).contains(Kind.UNSEEN);
  }
}
