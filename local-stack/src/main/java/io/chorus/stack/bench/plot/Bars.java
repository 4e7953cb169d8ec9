package io.chorus.stack.bench.plot;

import io.chorus.stack.bench.figures.Results;
import io.chorus.stack.bench.figures.Spread;
import java.util.List;

/**
 * Figures beside each other, a bar each target: as long as the median, with a whisker from the
 * lowest run to the highest, and the ratio to the last target behind it.
 */
final class Bars {
  private static final int WIDTH = 640;
  private static final int NAME = 90;
  private static final int VALUE = 200;
  private static final int BAR = 18;
  private static final int STEP = 24;

  private Bars() {}

  static String of(Results results, List<String> figures) {
    Svg svg = new Svg(WIDTH);
    int y = 18;
    for (String figure : figures) {
      svg.text(0, y, "title", figure);
      y += 10;
      double longest =
          results.targets().stream()
              .mapToDouble(target -> results.spread(target, figure).highest())
              .filter(value -> !Double.isNaN(value))
              .max()
              .orElse(1);
      double scale = (WIDTH - NAME - VALUE) / (longest <= 0 ? 1 : longest);
      for (String target : results.targets()) {
        bar(svg, results, target, figure, y, scale);
        y += STEP;
      }
      y += 20;
    }
    return svg.picture(y - 12);
  }

  private static void bar(
      Svg svg, Results results, String target, String figure, int y, double scale) {
    Spread spread = results.spread(target, figure);
    int number = results.targets().indexOf(target);
    double middle = y + BAR / 2.0;
    svg.text(NAME - 8, middle + 4, "end", target);
    if (!spread.isThere()) {
      svg.text(NAME, middle + 4, "quiet", "–");
      return;
    }
    svg.bar(NAME, y, Math.max(0, spread.median() * scale), BAR, "of" + number);
    double low = NAME + spread.lowest() * scale;
    double high = NAME + spread.highest() * scale;
    if (high > low) {
      svg.line(low, middle, high, middle, "whisker")
          .line(low, middle - 4, low, middle + 4, "whisker")
          .line(high, middle - 4, high, middle + 4, "whisker");
    }
    String last = results.targets().getLast();
    double ratio = spread.ratioTo(results.spread(last, figure));
    String behind = target.equals(last) || Double.isNaN(ratio) ? "" : "  (%.2f×)".formatted(ratio);
    svg.text(Math.max(high, NAME) + 8, middle + 4, "", spread + behind);
  }
}
