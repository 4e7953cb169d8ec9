package io.chorus.stack.bench.plot;

import io.chorus.stack.bench.figures.Results;
import io.chorus.stack.bench.figures.Spread;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How long it took, by percentile, on a scale of powers of ten: a line through the medians of each
 * target's runs, within a band from the lowest run to the highest.
 */
final class Percentiles {
  private static final List<String> NAMES = List.of("p50", "p90", "p99", "p99.9", "max");
  private static final int WIDTH = 640;
  private static final int HEIGHT = 280;
  private static final int LEFT = 60;
  private static final int RIGHT = 100;
  private static final int TOP = 34;
  private static final int BOTTOM = 30;
  private static final int BETWEEN_LABELS = 15;

  private final Results results;
  private final String times;
  private final int lowest;
  private final int highest;

  private Percentiles(Results results, String times) {
    this.results = results;
    this.times = times;
    double[] all =
        results.targets().stream()
            .flatMap(target -> NAMES.stream().map(name -> spread(target, name)))
            .filter(Spread::isThere)
            .flatMap(spread -> List.of(spread.lowest(), spread.highest()).stream())
            .mapToDouble(Double::doubleValue)
            .filter(value -> value > 0)
            .sorted()
            .toArray();
    this.lowest = all.length == 0 ? 0 : (int) Math.floor(Math.log10(all[0]));
    this.highest =
        all.length == 0
            ? 1
            : Math.max(lowest + 1, (int) Math.ceil(Math.log10(all[all.length - 1])));
  }

  /** Whether there are such times. */
  static boolean has(Results results, String times) {
    return results.figures().contains(times + " p50 ms");
  }

  static String of(Results results, String times) {
    return new Percentiles(results, times).picture();
  }

  private Spread spread(String target, String percentile) {
    return results.spread(target, times + " " + percentile + " ms");
  }

  private String picture() {
    Svg svg = new Svg(WIDTH).text(0, 16, "title", times + ", ms");
    for (int power = lowest; power <= highest; power++) {
      double y = y(Math.pow(10, power));
      svg.line(LEFT, y, WIDTH - RIGHT, y, "grid");
      svg.text(
          LEFT - 8,
          y + 4,
          "end quiet",
          power < 0 ? "0." + "0".repeat(-power - 1) + "1" : "1" + "0".repeat(power));
    }
    for (int n = 0; n < NAMES.size(); n++) {
      svg.text(x(n), HEIGHT - 8, "middle quiet", NAMES.get(n));
    }
    double label = Double.NEGATIVE_INFINITY;
    // From the top, so that labels which would lie on each other move down.
    for (String target :
        results.targets().stream()
            .filter(target -> spread(target, NAMES.getFirst()).isThere())
            .sorted((a, b) -> Double.compare(end(a), end(b)))
            .toList()) {
      String number = "of" + results.targets().indexOf(target);
      svg.polygon(band(target), "band " + number).polyline(median(target), "line " + number);
      for (int n = 0; n < NAMES.size(); n++) {
        svg.dot(x(n), y(spread(target, NAMES.get(n)).median()), number);
      }
      label = Math.max(end(target), label + BETWEEN_LABELS);
      svg.text(WIDTH - RIGHT + 12, label + 4, "", target);
    }
    return svg.picture(HEIGHT);
  }

  private double end(String target) {
    return y(spread(target, NAMES.getLast()).median());
  }

  private String median(String target) {
    return IntStream.range(0, NAMES.size())
        .mapToObj(n -> Svg.point(x(n), y(spread(target, NAMES.get(n)).median())))
        .collect(Collectors.joining(" "));
  }

  /** Along the lowest runs, and back along the highest. */
  private String band(String target) {
    String there =
        IntStream.range(0, NAMES.size())
            .mapToObj(n -> Svg.point(x(n), y(spread(target, NAMES.get(n)).lowest())))
            .collect(Collectors.joining(" "));
    String back =
        IntStream.iterate(NAMES.size() - 1, n -> n >= 0, n -> n - 1)
            .mapToObj(n -> Svg.point(x(n), y(spread(target, NAMES.get(n)).highest())))
            .collect(Collectors.joining(" "));
    return there + " " + back;
  }

  private static double x(int percentile) {
    return LEFT + 20 + percentile * (WIDTH - LEFT - RIGHT - 40) / (NAMES.size() - 1.0);
  }

  private double y(double millis) {
    double part =
        (Math.log10(Math.max(millis, Math.pow(10, lowest))) - lowest) / (highest - lowest);
    return HEIGHT - BOTTOM - part * (HEIGHT - TOP - BOTTOM);
  }
}
