package io.chorus.stack.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Runs of one benchmark on one or several targets, in turn: what else the machine does meanwhile
 * befalls all of them alike, and a ratio is worth more than a time.
 */
public final class Comparison {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String scenario;
  private final Consumer<String> out;
  private final Map<String, List<Measured>> runs = new LinkedHashMap<>();

  Comparison(String scenario, Consumer<String> out) {
    this.scenario = scenario;
    this.out = out;
  }

  void run(Benchmark benchmark, List<Target> targets, int repeats) throws Exception {
    for (int repeat = 1; repeat <= repeats; repeat++) {
      for (Target target : targets) {
        String label = "%s, %s, run %d of %d".formatted(scenario, target.name(), repeat, repeats);
        out.accept(label + " ...");
        Measured measured = benchmark.run(target, line -> out.accept("  " + line));
        out.accept(label + ": " + measured);
        runs.computeIfAbsent(target.name(), name -> new ArrayList<>()).add(measured);
      }
    }
  }

  /** A line a figure: the median of each target, its spread, and the ratio to the last target. */
  void report() {
    List<String> targets = List.copyOf(runs.keySet());
    String last = targets.getLast();
    Set<String> figures = new java.util.LinkedHashSet<>();
    runs.values().forEach(all -> all.forEach(run -> figures.addAll(run.figures().keySet())));
    for (String figure : figures) {
      StringBuilder line = new StringBuilder("%-28s".formatted(figure));
      for (String target : targets) {
        Spread spread = Spread.of(runs.get(target), figure);
        line.append("  ").append(target).append(' ').append(spread);
        if (!target.equals(last)) {
          line.append(spread.ratioTo(Spread.of(runs.get(last), figure)));
        }
      }
      out.accept(line.toString());
    }
  }

  void write(Path file) throws IOException {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("scenario", scenario);
    content.put("machine", Machine.describe());
    Map<String, Object> byTarget = new LinkedHashMap<>();
    runs.forEach(
        (target, all) -> byTarget.put(target, all.stream().map(Measured::figures).toList()));
    content.put("runs", byTarget);
    Files.createDirectories(file.toAbsolutePath().getParent());
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), content);
    out.accept("All figures: " + file);
  }

  /** Of one figure over the runs of one target. */
  private record Spread(double lowest, double median, double highest) {
    static Spread of(List<Measured> runs, String figure) {
      double[] sorted =
          runs.stream()
              .map(run -> run.get(figure))
              .filter(value -> value != null)
              .mapToDouble(Double::doubleValue)
              .sorted()
              .toArray();
      return sorted.length == 0
          ? new Spread(Double.NaN, Double.NaN, Double.NaN)
          : new Spread(sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]);
    }

    String ratioTo(Spread other) {
      return Double.isNaN(median) || Double.isNaN(other.median) || other.median == 0
          ? ""
          : " (%.2f×)".formatted(median / other.median);
    }

    @Override
    public String toString() {
      return Double.isNaN(median)
          ? "–"
          : "%s [%s–%s]"
              .formatted(
                  Measured.number(median), Measured.number(lowest), Measured.number(highest));
    }
  }
}
