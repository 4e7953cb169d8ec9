package io.chorus.stack.bench.figures;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What came of a benchmark, as it is kept in a file.
 *
 * @param command that it was run with
 * @param at when, in UTC
 * @param commit of the checkout; null where that is not known
 * @param machine where: figures mean nothing without it
 * @param runs of each target, in the order of targets and of runs: figures by their name, which
 *     holds their unit
 */
public record Results(
    String scenario,
    String command,
    String at,
    String commit,
    Map<String, String> machine,
    Map<String, List<Map<String, Double>>> runs) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static Results read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), Results.class);
  }

  public void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), this);
  }

  public List<String> targets() {
    return List.copyOf(runs.keySet());
  }

  /** All that was measured of any target. */
  public Set<String> figures() {
    Set<String> figures = new LinkedHashSet<>();
    runs.values().forEach(all -> all.forEach(run -> figures.addAll(run.keySet())));
    return figures;
  }

  public Spread spread(String target, String figure) {
    return Spread.of(
        runs.get(target).stream().mapToDouble(run -> run.getOrDefault(figure, Double.NaN)));
  }
}
