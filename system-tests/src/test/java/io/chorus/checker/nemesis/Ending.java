package io.chorus.checker.nemesis;

import io.chorus.checker.nemesis.Fault.Part;
import io.chorus.checker.nemesis.Fault.Way;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Ends processes, by force or in order, and has their supervisor start them again.
 *
 * @param instances whose, by their numbers
 * @param awaited whether nobody serves in their place
 */
record Ending(
    Processes processes,
    Part part,
    Way way,
    List<Integer> instances,
    List<Victim> victims,
    boolean awaited)
    implements Injection {

  static Ending of(Processes processes, Fault fault, List<Integer> instances) {
    List<Victim> all = processes.of(fault.part());
    return new Ending(
        processes,
        fault.part(),
        fault.way(),
        instances,
        instances.stream().map(all::get).toList(),
        !fault.leavesOthers());
  }

  @Override
  public void begin() {
    victims.forEach(
        victim -> {
          if (way == Way.KILL) {
            victim.kill();
          } else if (part == Part.POSTGRES) {
            victim.interrupt();
          } else {
            victim.terminate();
          }
        });
  }

  @Override
  public void end() {
    if (awaited) {
      IntStream.range(0, victims.size())
          .forEach(i -> processes.awaitSuccessor(part, instances.get(i), victims.get(i)));
    }
  }
}
