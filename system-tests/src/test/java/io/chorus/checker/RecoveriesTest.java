package io.chorus.checker;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.checker.nemesis.Fault;
import io.chorus.checker.nemesis.Fault.Part;
import io.chorus.checker.nemesis.Fault.Way;
import io.chorus.checker.nemesis.Strike;
import io.chorus.checker.verdict.Violation;
import io.chorus.checker.verdict.Violation.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecoveriesTest {
  private static final boolean ALONE = true;

  private static List<Kind> judge(Part part, Way way, boolean alone, long millis) {
    Recoveries recoveries = new Recoveries();
    recoveries.add(new Strike(List.of(new Fault(part, way)), 0, alone), Duration.ofMillis(millis));
    return recoveries.violations(Bounds.PROMISED).stream().map(Violation::kind).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "CHAT, KILL, 15000",
    "REDIS, CUT, 15000",
    "REDIS, FREEZE, 15000",
    "HISTORY, FREEZE, 5000",
    "POSTGRES, KILL, 5000",
    "POSTGRES, READ_ONLY, 5000",
    "HISTORY_POSTGRES, SILENT, 5000",
    "CHAT_REDIS, HALF_OPEN, 15000",
    "CLIENT_CHAT, DELAYED, 15000"
  })
  void eachKindOfFaultHasItsBound(Part part, Way way, long millis) {
    assertThat(judge(part, way, ALONE, millis)).isEmpty();
    assertThat(judge(part, way, ALONE, millis + 1)).containsExactly(Kind.SILENT);
  }

  @ParameterizedTest
  @CsvSource({"CHAT", "HISTORY", "REDIS", "POSTGRES"})
  void besideAnotherFaultTheBoundIsWider(Part part) {
    assertThat(judge(part, Way.KILL, !ALONE, 30_000)).isEmpty();
    assertThat(judge(part, Way.KILL, !ALONE, 30_001)).containsExactly(Kind.SILENT);
  }

  @Test
  void whereTwoFaultsStrikeAtOnceTheBoundIsWiderToo() {
    Recoveries recoveries = new Recoveries();
    List<Fault> two =
        List.of(new Fault(Part.HISTORY, Way.KILL), new Fault(Part.POSTGRES, Way.FREEZE));
    recoveries.add(new Strike(two, 0, ALONE), Duration.ofMillis(30_001));

    assertThat(recoveries.violations(Bounds.PROMISED))
        .extracting(Violation::what)
        .containsExactly(
            "30.00 s for somebody after history kill and postgres freeze, allowed are 30.00 s");
  }

  @Test
  void severalRunsAreOneTable() {
    Strike kill = new Strike(List.of(new Fault(Part.CHAT, Way.KILL)), 0, ALONE);
    Recoveries one = new Recoveries();
    one.add(kill, Duration.ofMillis(1_000));
    Recoveries other = new Recoveries();
    other.add(kill, Duration.ofMillis(2_000));

    one.addAll(other);

    assertThat(one.table()).endsWith("| chat kill | 2 | 2.00 s | 2.00 s | 2.00 s |\n");
  }

  @Test
  void aViolationNamesTheFaultAndBothTimes() {
    Recoveries recoveries = new Recoveries();
    recoveries.add(
        new Strike(List.of(new Fault(Part.CHAT, Way.KILL)), 0, ALONE), Duration.ofMillis(16_250));

    assertThat(recoveries.violations(Bounds.PROMISED))
        .extracting(Violation::what)
        .containsExactly("16.25 s for somebody after chat kill, allowed are 15.00 s");
  }
}
