package io.chorus.checker;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.checker.client.Entrances;
import io.chorus.checker.client.WorkloadOptions;
import io.chorus.checker.mutant.Lies;
import io.chorus.checker.mutant.Mutation;
import io.chorus.checker.verdict.Violation;
import io.chorus.checker.verdict.Violation.Kind;
import io.chorus.stack.status.Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checker finds services that break a promise, each within a minute. */
class MutantsTest {
  private static final Duration TIME = Duration.ofSeconds(20);
  private static final Duration MOMENT = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofSeconds(25);
  private static final Run RUN =
      Run.of(TIME, 1).with(WorkloadOptions.BUSY).with(List.of()).settledWithin(MOMENT);

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

  private static Entrances honest() {
    return subject.entrances();
  }

  private static Endpoint redis() {
    return subject.suite().redis();
  }

  private static Report check(Mutation mutation, Run run) {
    try (mutation) {
      return Checker.check(subject.enteredBy(mutation.entrances()), run);
    }
  }

  private static void assertFound(Report report, Kind kind) {
    assertThat(report.violations()).as(report.figures()).extracting(Violation::kind).contains(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "REORDERS_MESSAGES, OUT_OF_ORDER",
    "FORGETS_IDEMPOTENCY_KEYS, DOUBLED",
    "SHORTENS_PAGES, UNREAD",
    "FORGETS_NEWEST_EDITS, MISSTATED",
    "FORGETS_REACTIONS, MISSTATED",
    "RESUMES_LATE, UNSEEN"
  })
  void itFindsEveryLie(Lies lie, Kind kind) {
    assertFound(check(Mutation.lying(lie, honest()), RUN), kind);
  }

  /** For so long that a thousand are sent on a slow machine too. */
  @Test
  void itFindsThatOneMessageInAThousandIsSwallowed() {
    Run longer = RUN.lasting(TIME.multipliedBy(2));

    assertFound(check(Mutation.lying(Lies.SWALLOWS_MESSAGES, honest()), longer), Kind.LOST);
  }

  @Test
  void itFindsAcknowledgementsBeforeTheCommit() {
    Report report = check(Mutation.acknowledgingBeforeTheCommit(honest(), redis()), RUN);

    assertFound(report, Kind.LOST);
    assertThat(report.explanation()).contains("stored user");
  }

  @Test
  void itFindsThatAStaleClockIsBelieved() {
    assertFound(check(Mutation.believingAStaleClock(honest(), redis()), RUN), Kind.OVERLOOKED);
  }

  @Test
  void itFindsNothingWhereNothingIsWrong() {
    Report report = Checker.check(subject, RUN.settledWithin(LONG));

    assertThat(report.violations()).as(report.explanation()).isEmpty();
  }
}
