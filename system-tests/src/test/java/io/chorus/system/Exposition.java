package io.chorus.system;

import static io.restassured.RestAssured.given;

import io.chorus.stack.status.ServiceEndpoint;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a service tells Prometheus: its series, as names with tags. */
record Exposition(List<Series> series) {
  private static final Pattern LINE = Pattern.compile("(?m)^([a-z_]\\w*)(?:\\{(.*)})? \\S+$");
  private static final Pattern TAG = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  record Series(String name, Map<String, String> tags) {}

  static Exposition of(ServiceEndpoint service) {
    String text = given().baseUri(service.management()).get("/q/metrics").asString();
    return new Exposition(LINE.matcher(text).results().map(Exposition::series).toList());
  }

  static Exposition of(ServiceEndpoint... services) {
    return new Exposition(Arrays.stream(services).flatMap(it -> of(it).series().stream()).toList());
  }

  private static Series series(MatchResult line) {
    Map<String, String> tags = new TreeMap<>();
    if (line.group(2) != null) {
      TAG.matcher(line.group(2)).results().forEach(it -> tags.put(it.group(1), it.group(2)));
    }
    return new Series(line.group(1), tags);
  }

  Set<String> names() {
    return series.stream().map(Series::name).collect(Collectors.toCollection(TreeSet::new));
  }

  /** As documents have them: without what Prometheus appends for each part of a histogram. */
  Set<String> families() {
    Set<String> names = names();
    return names.stream()
        .map(
            it -> {
              String base = it.replaceFirst("_(bucket|count|sum|max)$", "");
              return names.contains(base + "_count") ? base : it;
            })
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
