package io.chorus.hostile.suite;

import io.chorus.stack.status.ServiceEndpoint;
import io.chorus.stack.status.StackFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Every process of a suite, by its name: pids as they were at one moment. */
public record Census(Map<String, Long> pids) {
  private static final Pattern CONTAINED = Pattern.compile("(chat|history|notification)-\\d+");

  /** The limit in the compose file and the manifests. */
  private static final int CONTAINER_MEGABYTES = 768;

  public static Census of(StackFile.Content content) {
    Map<String, Long> pids = new LinkedHashMap<>();
    pids.put("gateway", content.gateway().pid());
    add(pids, "chat", content.chat());
    add(pids, "history", content.history());
    add(pids, "notification", content.notification());
    pids.put("redis", content.redis().pid());
    pids.put("postgres", content.postgres().pid());
    return new Census(pids);
  }

  private static void add(Map<String, Long> pids, String kind, List<ServiceEndpoint> instances) {
    for (int i = 0; i < instances.size(); i++) {
      pids.put(kind + "-" + (i + 1), instances.get(i).pid());
    }
  }

  /** Those that are gone, whether or not another has taken their place. */
  public List<String> gone() {
    return pids.entrySet().stream()
        .filter(it -> ProcessHandle.of(it.getValue()).filter(ProcessHandle::isAlive).isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * Services that have held more memory than a container of ours has, which would have ended them.
   */
  public List<String> tooLarge() {
    return pids.entrySet().stream()
        .filter(it -> CONTAINED.matcher(it.getKey()).matches())
        .filter(it -> mostKilobytes(it.getValue()).orElse(0) >> 10 > CONTAINER_MEGABYTES)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The most memory that each has held at once, where the system tells; in Markdown. */
  public String memory() {
    StringBuilder table = new StringBuilder("| process | most memory |\n| --- | --- |\n");
    pids.forEach(
        (name, pid) ->
            mostKilobytes(pid)
                .ifPresent(most -> table.append("| %s | %,d MB |\n".formatted(name, most >> 10))));
    return table.toString();
  }

  private static OptionalLong mostKilobytes(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
