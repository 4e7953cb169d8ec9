package io.chorus.stack.bench;

import io.chorus.stack.bench.figures.Results;
import io.chorus.stack.bench.figures.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs of one benchmark on one or several targets, in turn: what else the machine does meanwhile
 * befalls all of them alike, and a ratio is worth more than a time.
 */
final class Comparison {
  private final String scenario;
  private final Consumer<String> out;
  private final Map<String, List<Map<String, Double>>> runs = new LinkedHashMap<>();

  Comparison(String scenario, Consumer<String> out) {
    this.scenario = scenario;
    this.out = out;
  }

  /** The figures of every run by target. */
  Map<String, List<Map<String, Double>>> run(Benchmark benchmark, List<Target> targets, int repeats)
      throws Exception {
    for (int repeat = 1; repeat <= repeats; repeat++) {
      for (Target target : targets) {
        String label = "%s, %s, run %d of %d".formatted(scenario, target.name(), repeat, repeats);
        out.accept(label + " ...");
        Measured measured = benchmark.run(target, line -> out.accept("  " + line));
        out.accept(label + ": " + measured);
        runs.computeIfAbsent(target.name(), name -> new ArrayList<>()).add(measured.figures());
      }
    }
    return runs;
  }

  /** A line a figure: the median of each target, its spread, and the ratio to the last target. */
  static void report(Results results, Consumer<String> out) {
    String last = results.targets().getLast();
    for (String figure : results.figures()) {
      StringBuilder line = new StringBuilder("%-28s".formatted(figure));
      for (String target : results.targets()) {
        Spread spread = results.spread(target, figure);
        line.append("  ").append(target).append(' ').append(spread);
        double ratio = spread.ratioTo(results.spread(last, figure));
        if (!target.equals(last) && !Double.isNaN(ratio)) {
          line.append(" (%.2f×)".formatted(ratio));
        }
      }
      out.accept(line.toString());
    }
  }
}
