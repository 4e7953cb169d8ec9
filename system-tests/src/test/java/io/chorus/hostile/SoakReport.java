package io.chorus.hostile;

import io.chorus.checker.client.Latencies;
import io.chorus.checker.verdict.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a soak has shown.
 *
 * @param war of the honest ones beside hostile ones, a stretch of {@link Soak#STRETCH} after the
 *     other: what stalls once, and what is always slow, have the same percentile
 * @param attacks what became of each kind, in Markdown
 * @param wrongAnswers of the suite to hostile clients
 * @param memory what the processes held, in Markdown
 * @param gone processes that did not live through it
 * @param tooLarge those that a container would have ended
 * @param outOfMemory lines of logs that speak of memory or stacks at their end
 * @param closed honest connections that the suite closed
 * @param violations of what honest clients are promised; empty where a process is gone, too
 */
record SoakReport(
    SoakOptions options,
    Latencies peace,
    List<Latencies> war,
    String attacks,
    List<String> wrongAnswers,
    String memory,
    List<String> gone,
    List<String> tooLarge,
    List<String> outOfMemory,
    List<String> closed,
    List<Violation> violations) {
  private static final int LISTED = 10;

  /** Everything that is wrong, a line each, and the first of each kind alone. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    gone.forEach(name -> faults.add(name + " is gone"));
    tooLarge.forEach(name -> faults.add(name + " needs more memory than its container has"));
    list(faults, outOfMemory);
    list(faults, closed);
    list(faults, wrongAnswers);
    list(faults, violations.stream().map(Violation::toString).toList());
    Latencies all = Latencies.sum(war);
    if (all.live().getTotalCount() == 0) {
      faults.add("nothing was delivered to the honest ones");
    }
    if (all.p99Live().compareTo(options.p99()) >= 0) {
      faults.add(
          "live delivery took %d ms for one in a hundred, allowed are %d"
              .formatted(all.p99Live().toMillis(), options.p99().toMillis()));
    }
    return faults;
  }

  private static void list(List<String> faults, List<String> lines) {
    lines.stream().limit(LISTED).forEach(faults::add);
    if (lines.size() > LISTED) {
      faults.add("… and %d more".formatted(lines.size() - LISTED));
    }
  }

  /** For people, in Markdown. */
  String text() {
    return """
        Seed %d: %d honest clients for %d s alone, then beside %d hostile ones, of whom each acts every \
        %d ms: for %d s, and then for the %d s of the table.

        | honest clients | live | median | p99 | longest | stored | median | p99 | longest |
        | --- | --- | --- | --- | --- | --- | --- | --- | --- |
        | alone | %s |
        | beside hostile ones | %s |

        Live p99 in each %d s of it, in ms: %s

        %s
        %s
        %s
        """
        .formatted(
            options.seed(),
            options.honest().clients(),
            options.peace().toSeconds(),
            options.attackers(),
            options.turn().toMillis(),
            options.onset().toSeconds(),
            options.war().toSeconds(),
            peace.cells(),
            Latencies.sum(war).cells(),
            Soak.STRETCH.toSeconds(),
            war.stream()
                .map(stretch -> Long.toString(stretch.p99Live().toMillis()))
                .collect(Collectors.joining(", ")),
            attacks,
            memory,
            faults().isEmpty() ? "Nothing is wrong." : String.join("\n", faults()));
  }
}
