package io.chorus.checker.nemesis;

import io.chorus.checker.network.Network;
import io.chorus.checker.trace.Trace;
import io.chorus.stack.Suite;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Picks what to break, by its seed alone, and breaks it. Its methods block. */
public final class Nemesis {
  private static final int SHORTEST_FAULT_MILLIS = 1_000;
  private static final int FAULT_SPREAD_MILLIS = 7_000;
  private static final int SHORTEST_INTERVAL_MILLIS = 2_000;
  private static final int INTERVAL_SPREAD_MILLIS = 3_000;
  private static final int LONGEST_GAP_MILLIS = 2_000;

  /** One strike in so many is two faults at once. */
  private static final int OVERLAP_EVERY = 4;

  private final Processes processes;
  private final Injections injections;
  private final List<Fault> faults;
  private final List<Fault.Part> parts;
  private final RandomGenerator random;
  private final Trace trace;

  public Nemesis(Suite suite, Network network, List<Fault> faults, long seed, Trace trace) {
    this.processes = new Processes(suite);
    this.injections = new Injections(suite, network, processes);
    this.faults = faults;
    this.parts = faults.stream().map(Fault::part).distinct().toList();
    this.random = new SplittableRandom(seed);
    this.trace = trace;
  }

  /** How long to leave the suite in peace now. */
  public Duration interval() {
    return millis(SHORTEST_INTERVAL_MILLIS, INTERVAL_SPREAD_MILLIS);
  }

  /** Breaks something; returns when the fault is over. */
  public Strike strike() {
    List<Fault> picked = pick();
    Duration time = millis(SHORTEST_FAULT_MILLIS, FAULT_SPREAD_MILLIS);
    boolean alone = allReady();
    trace.add("FAULT " + new Strike(picked, 0, alone));
    long begun = System.nanoTime();
    Deque<Injection> toEnd = new ArrayDeque<>();
    try {
      for (Fault fault : picked) {
        if (!toEnd.isEmpty()) {
          Pause.of(millis(0, LONGEST_GAP_MILLIS));
        }
        Injection injection = injections.of(fault, random.nextInt(2));
        // What was ended is back only when nothing keeps it from that any more.
        if (fault.lasts()) {
          toEnd.addFirst(injection);
        } else {
          toEnd.addLast(injection);
        }
        injection.begin();
      }
      if (picked.stream().anyMatch(Fault::lasts)) {
        Pause.of(time);
      }
    } finally {
      toEnd.forEach(Injection::end);
    }
    boolean othersServe = picked.stream().allMatch(Fault::leavesOthers);
    Strike strike = new Strike(picked, othersServe ? begun : System.nanoTime(), alone);
    trace.add("OVER " + strike);
    return strike;
  }

  /** Whether every part of the suite serves. */
  public boolean allReady() {
    return processes.allReady();
  }

  private List<Fault> pick() {
    Fault first = pickOf(parts);
    List<Fault.Part> others = parts.stream().filter(part -> part != first.part()).toList();
    return others.isEmpty() || random.nextInt(OVERLAP_EVERY) > 0
        ? List.of(first)
        : List.of(first, pickOf(others));
  }

  /** Each part as often as any other, however many ways there are to break it. */
  private Fault pickOf(List<Fault.Part> choice) {
    Fault.Part part = choice.get(random.nextInt(choice.size()));
    List<Fault> ofPart = faults.stream().filter(fault -> fault.part() == part).toList();
    return ofPart.get(random.nextInt(ofPart.size()));
  }

  private Duration millis(int least, int spread) {
    return Duration.ofMillis(least + random.nextInt(spread));
  }
}
