package io.chorus.stack.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What it takes to run one process, as often as needed.
 *
 * @param name how people and logs call it
 * @param environment added to our own
 * @param folder where it runs
 * @param log where its output is appended
 * @param stopSignal asks it to end in order
 * @param ready tells whether it serves
 */
public record Program(
    String name,
    List<String> command,
    Map<String, String> environment,
    Path folder,
    Path log,
    StopSignal stopSignal,
    Probe ready) {

  public Program {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
