package io.chorus.deploy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** The compose file as YAML reads it: anchors followed, variables not yet replaced. */
record ComposeFile(String text, Map<String, Map<String, Object>> services) {
  private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{(\\w+)([^}]*)}");

  static ComposeFile read() {
    String text = Project.read("docker-compose.yml");
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    Map<String, Object> file = new Yaml(strict).load(text);
    return new ComposeFile(text, as(file.get("services")));
  }

  Map<String, Object> service(String name) {
    return services.get(name);
  }

  /** The values of a service's environment, by their names. */
  Map<String, String> environment(String name) {
    return as(service(name).get("environment"));
  }

  List<String> healthCheck(String name) {
    Map<String, List<String>> check = as(service(name).get("healthcheck"));
    return check.get("test");
  }

  Set<String> variables() {
    return variables("");
  }

  /** Those without which nothing starts. */
  Set<String> requiredVariables() {
    return variables(":?");
  }

  private Set<String> variables(String operator) {
    Set<String> names = new TreeSet<>();
    VARIABLE
        .matcher(text)
        .results()
        .filter(it -> it.group(2).startsWith(operator))
        .forEach(it -> names.add(it.group(1)));
    return names;
  }

  @SuppressWarnings("unchecked")
  static <T> T as(Object value) {
    return (T) value;
  }
}
