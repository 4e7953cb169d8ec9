package io.chorus.stack.bench.plot;

import io.chorus.stack.bench.figures.Results;
import io.chorus.stack.bench.figures.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes pictures of all figures in a folder, and a page of Markdown that shows them. */
public final class Page {
  private static final List<String> TIMES =
      List.of("live", "stored", "answered", "page", "sync", "back");
  private static final String PICTURES = "images/bench";

  private final Path docs;
  private final Consumer<String> out;

  /**
   * @param docs where the page goes; its pictures go below
   */
  public Page(Path docs, Consumer<String> out) {
    this.docs = docs;
    this.out = out;
  }

  /** Writes everything anew from these files. */
  public void write(Path folder) throws IOException {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    Files.createDirectories(docs.resolve(PICTURES));
    for (Path file : files) {
      String name = file.getFileName().toString().replace(".json", "");
      page.append(section(name, Results.read(file)));
    }
    Path target = docs.resolve("benchmarks.md");
    Files.writeString(target, page);
    out.accept("%d files are shown by %s".formatted(files.size(), target));
  }

  private static final String INTRODUCTION =
      """
      # Benchmarks

      Made by `./chorus bench plots` from the files in [benchmarks](benchmarks), which are what `./chorus bench` has written;
      change neither by hand. What the scenarios do, and what the figures mean, is in [performance.md](performance.md). Lines and
      bars are medians of the runs; bands and whiskers reach from the lowest run to the highest. A ratio is to the last target
      of a picture, whose runs took turns with the others.
      """;

  private String section(String name, Results results) throws IOException {
    Story story = Story.of(results.scenario());
    StringBuilder section = new StringBuilder("\n## " + name + "\n\n");
    section.append(story.what()).append("\n\n");
    for (String times : TIMES) {
      if (Percentiles.has(results, times)) {
        picture(section, name + "-" + times, Percentiles.of(results, times));
      }
    }
    List<String> bars = story.bars().stream().filter(results.figures()::contains).toList();
    if (!bars.isEmpty()) {
      picture(section, name + "-figures", Bars.of(results, bars));
    }
    section.append('`').append(results.command()).append("`, ");
    section.append(results.commit() == null ? "" : "commit " + results.commit() + ", ");
    section.append(results.at()).append(". On ").append(machine(results)).append(".\n\n");
    return section.append(table(results)).toString();
  }

  private static String machine(Results results) {
    return results.machine().entrySet().stream()
        .map(it -> it.getKey() + " " + it.getValue())
        .collect(Collectors.joining(", "));
  }

  private void picture(StringBuilder section, String name, String svg) throws IOException {
    String path = PICTURES + "/" + name + ".svg";
    Files.writeString(docs.resolve(path), svg);
    section.append("![%s](%s)\n\n".formatted(name.replace('-', ' '), path));
  }

  private static String table(Results results) {
    List<String> targets = results.targets();
    StringBuilder table = new StringBuilder("<details><summary>All figures</summary>\n\n");
    table.append("| | ").append(String.join(" | ", targets)).append(" |\n");
    table.append("| --- |").append(" --- |".repeat(targets.size())).append('\n');
    for (String figure : results.figures()) {
      table.append("| ").append(figure);
      for (String target : targets) {
        Spread spread = results.spread(target, figure);
        table.append(" | ").append(spread);
      }
      table.append(" |\n");
    }
    return table.append("\n</details>\n").toString();
  }
}
