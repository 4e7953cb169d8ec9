package io.chorus.stack.bench.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.stack.bench.figures.Results;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class PageTest {
  @TempDir Path docs;

  private Path figures;

  @BeforeEach
  void measure() throws IOException {
    figures = docs.resolve("figures");
    results(10, 20).write(figures.resolve("fanout-ws.json"));
  }

  private static Results results(double chorus, double ws) {
    return new Results(
        "fanout",
        "./chorus bench fanout --against ws",
        "2026-01-02T03:04:00Z",
        "abcdef12",
        Map.of("processors", "2"),
        new TreeMap<>(
            Map.of(
                "chorus", List.of(run(chorus), run(chorus * 1.1), run(chorus * 0.9)),
                "ws <8>", List.of(run(ws)))));
  }

  private static Map<String, Double> run(double micros) {
    return Map.of(
        "server µs/delivery",
        micros,
        "live p50 ms",
        micros / 10,
        "live p90 ms",
        micros / 9,
        "live p99 ms",
        micros / 5,
        "live p99.9 ms",
        micros,
        "live max ms",
        micros * 2);
  }

  private String page() throws IOException {
    new Page(docs, line -> {}).write(figures);
    return Files.readString(docs.resolve("benchmarks.md"));
  }

  private String picture(String name) throws Exception {
    page();
    String svg = Files.readString(docs.resolve("images/bench/" + name + ".svg"));
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
    return svg;
  }

  @Test
  void aPageSaysWhereItsFiguresComeFrom() throws IOException {
    assertThat(page())
        .contains("./chorus bench fanout --against ws", "abcdef12", "2026-01-02", "processors 2")
        .contains("images/bench/fanout-ws-live.svg", "images/bench/fanout-ws-figures.svg");
  }

  @Test
  void aTableHasTheMedianAndTheSpread() throws IOException {
    assertThat(page()).contains("| server µs/delivery | 10.00 [9.00–11.00] | 20.00 |");
  }

  @Test
  void barsGiveTheRatioToTheLastTarget() throws Exception {
    assertThat(picture("fanout-ws-figures")).contains("(0.50×)", "ws &lt;8>");
  }

  @Test
  void aPictureOfPercentilesNamesThemAndItsTargets() throws Exception {
    assertThat(picture("fanout-ws-live")).contains("p50", "p99.9", "chorus", "ws &lt;8>");
  }

  @Test
  void whatIsWrittenAgainIsTheSame() throws IOException {
    assertThat(page()).isEqualTo(page());
  }

  @Test
  void aPictureIsReadableInTheDark() throws Exception {
    assertThat(picture("fanout-ws-live")).contains("prefers-color-scheme: dark");
  }
}
