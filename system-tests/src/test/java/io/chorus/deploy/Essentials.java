package io.chorus.deploy;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;

/**
 * What matters of rendered objects, by kind and name, so that what two tools made of the same can
 * be compared. Left out are the marks of the tools: Helm's labels and the release's name before
 * every other, kustomize's hashes behind names, the order of entries.
 */
record Essentials(Map<String, Map<String, Object>> objects) {
  private static final Pattern HASH = Pattern.compile("-[a-z0-9]{10}$");
  private static final Set<String> MARKS =
      Set.of(
          "helm.sh/chart",
          "app.kubernetes.io/instance",
          "app.kubernetes.io/managed-by",
          "app.kubernetes.io/version",
          "checksum/settings");

  /** Of kustomize's output; without the namespace, which Helm leaves to whoever installs. */
  static Essentials ofKustomize(String yaml) {
    List<Map<String, Object>> all =
        documents(yaml).filter(it -> !it.get("kind").equals("Namespace")).toList();
    Map<String, String> names = new HashMap<>();
    all.stream()
        .filter(it -> Set.of("ConfigMap", "Secret").contains(it.get("kind")))
        .map(Essentials::name)
        .forEach(it -> names.put(it, HASH.matcher(it).replaceFirst("")));
    return of(all, names);
  }

  /** Of Helm's, with the names that the same objects have in {@code other}. */
  static Essentials ofHelm(String yaml, Essentials other) {
    List<Map<String, Object>> all = documents(yaml).toList();
    Map<String, String> names = new HashMap<>();
    for (Map<String, Object> object : all) {
      String name = name(object);
      String bare = name.replaceFirst("^chorus-", "");
      if (!other.objects.containsKey(key(object, name))
          && other.objects.containsKey(key(object, bare))) {
        names.put(name, bare);
      }
    }
    return of(all, names);
  }

  static Stream<Map<String, Object>> documents(String yaml) {
    return StreamSupport.stream(new Yaml().loadAll(yaml).spliterator(), false)
        .filter(Map.class::isInstance)
        .map(ComposeFile::as);
  }

  private static Essentials of(List<Map<String, Object>> all, Map<String, String> names) {
    Map<String, Map<String, Object>> objects = new TreeMap<>();
    for (Map<String, Object> object : all) {
      Map<String, Object> plain = ComposeFile.as(plain(object, it -> names.getOrDefault(it, it)));
      Map<String, Object> metadata = ComposeFile.as(plain.get("metadata"));
      metadata.remove("namespace");
      // Only those of pods are of use to anybody here, and they are below the template.
      metadata.remove("labels");
      objects.put(key(plain, name(plain)), plain);
    }
    return new Essentials(objects);
  }

  private static Object plain(Object value, UnaryOperator<String> name) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, Object> entries = new TreeMap<>();
        map.forEach(
            (key, it) -> {
              Object entry = plain(it, name);
              if (!MARKS.contains(key) && !entry.equals(Map.of())) {
                entries.put((String) key, entry);
              }
            });
        yield entries;
      }
      case List<?> list ->
          list.stream()
              .map(it -> plain(it, name))
              .sorted(Comparator.comparing(Object::toString))
              .toList();
      case String text -> name.apply(text);
      case null -> "";
      default -> value;
    };
  }

  private static String key(Map<String, Object> object, String name) {
    return object.get("kind") + " " + name;
  }

  private static String name(Map<String, Object> object) {
    return ComposeFile.<Map<String, String>>as(object.get("metadata")).get("name");
  }
}
