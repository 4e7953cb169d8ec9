package io.chorus.stack.bench.plot;

import java.util.Locale;

/** Writes a picture as SVG: shapes with classes, whose colours go with the reader's theme. */
final class Svg {
  private static final String STYLE =
      """
      text { font: 12px system-ui, sans-serif; fill: #1f2328 }
      .title { font-weight: 600 }
      .quiet { fill: #59636e }
      .end { text-anchor: end }
      .middle { text-anchor: middle }
      .grid { stroke: #d1d9e0; stroke-width: 1 }
      .whisker { stroke: #1f2328; stroke-width: 1.5 }
      .line { fill: none; stroke-width: 2 }
      .band { stroke: none; opacity: 0.18 }
      .of0 { fill: #0969da; stroke: #0969da }
      .of1 { fill: #bc4c00; stroke: #bc4c00 }
      .of2 { fill: #8250df; stroke: #8250df }
      .line.of0, .line.of1, .line.of2 { fill: none }
      @media (prefers-color-scheme: dark) {
        text { fill: #f0f6fc }
        .quiet { fill: #9198a1 }
        .grid { stroke: #3d444d }
        .whisker { stroke: #f0f6fc }
        .of0 { fill: #4493f8; stroke: #4493f8 }
        .of1 { fill: #f0883e; stroke: #f0883e }
        .of2 { fill: #ab7df8; stroke: #ab7df8 }
      }
      """;

  private final int width;
  private final StringBuilder shapes = new StringBuilder();

  Svg(int width) {
    this.width = width;
  }

  /**
   * @param classes of the style, apart by blanks
   */
  Svg text(double x, double y, String classes, String text) {
    return add("<text class='%s' x='%.1f' y='%.1f'>%s</text>", classes, x, y, escaped(text));
  }

  Svg line(double x1, double y1, double x2, double y2, String classes) {
    return add(
        "<line class='%s' x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f'/>", classes, x1, y1, x2, y2);
  }

  Svg bar(double x, double y, double width, double height, String classes) {
    return add(
        "<rect class='%s' x='%.1f' y='%.1f' width='%.1f' height='%.1f' rx='2'/>",
        classes, x, y, width, height);
  }

  Svg dot(double x, double y, String classes) {
    return add("<circle class='%s' cx='%.1f' cy='%.1f' r='3'/>", classes, x, y);
  }

  /**
   * @param points as {@link #point} gives them, apart by blanks
   */
  Svg polyline(String points, String classes) {
    return add("<polyline class='%s' points='%s'/>", classes, points);
  }

  Svg polygon(String points, String classes) {
    return add("<polygon class='%s' points='%s'/>", classes, points);
  }

  static String point(double x, double y) {
    return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
  }

  private Svg add(String shape, Object... values) {
    shapes.append(String.format(Locale.ROOT, shape, values)).append('\n');
    return this;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;");
  }

  /** The file. */
  String picture(int height) {
    return """
        <svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' height='%d' role='img'>
        <style>
        %s</style>
        %s</svg>
        """
        .formatted(width, height, width, height, STYLE, shapes);
  }
}
