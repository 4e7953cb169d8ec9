package io.chorus.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.checker.client.Latencies;
import io.chorus.checker.verdict.Violation;
import io.chorus.checker.verdict.Violation.Kind;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Each thing that the soak is there to find makes it fail. */
class SoakReportTest {
  private static final List<String> NONE = List.of();

  private static Latencies deliveries(long millis, int count) {
    Histogram live = new Histogram(3);
    live.recordValueWithCount(millis * 1_000, count);
    return new Latencies(live, new Histogram(3));
  }

  private static SoakReport report(
      Latencies war,
      List<String> wrongAnswers,
      List<String> gone,
      List<String> tooLarge,
      List<String> outOfMemory,
      List<String> closed,
      List<Violation> violations) {
    return new SoakReport(
        SoakOptions.full(Duration.ofMinutes(5), 1),
        deliveries(5, 100),
        List.of(war),
        "",
        wrongAnswers,
        "",
        gone,
        tooLarge,
        outOfMemory,
        closed,
        violations);
  }

  private static List<String> faults(Latencies war) {
    return report(war, NONE, NONE, NONE, NONE, NONE, List.of()).faults();
  }

  @Test
  void quickDeliveryAndNothingElseIsRight() {
    assertThat(faults(deliveries(99, 1_000))).isEmpty();
  }

  @Test
  void slowDeliveryIsAFault() {
    assertThat(faults(deliveries(101, 1_000)))
        .containsExactly("live delivery took 101 ms for one in a hundred, allowed are 100");
  }

  @Test
  void noDeliveryIsAFault() {
    assertThat(faults(deliveries(1, 0)))
        .containsExactly("nothing was delivered to the honest ones");
  }

  @Test
  void whateverElseWasFoundIsAFault() {
    SoakReport report =
        report(
            deliveries(5, 1_000),
            List.of("posted bombs: 3 times HTTP 500"),
            List.of("chat-1"),
            List.of("history-2"),
            List.of("chat-1.log: java.lang.OutOfMemoryError"),
            List.of("user3 at http://127.0.0.1: closed 4408"),
            List.of(Violation.of(Kind.LOST, "m1 of user3")));

    assertThat(report.faults())
        .containsExactly(
            "chat-1 is gone",
            "history-2 needs more memory than its container has",
            "chat-1.log: java.lang.OutOfMemoryError",
            "user3 at http://127.0.0.1: closed 4408",
            "posted bombs: 3 times HTTP 500",
            "LOST: m1 of user3");
  }
}
