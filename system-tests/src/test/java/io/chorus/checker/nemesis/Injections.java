package io.chorus.checker.nemesis;

import io.chorus.checker.nemesis.Fault.Extent;
import io.chorus.checker.nemesis.Fault.Kind;
import io.chorus.checker.nemesis.Fault.Part;
import io.chorus.checker.network.Condition;
import io.chorus.checker.network.Link;
import io.chorus.checker.network.Network;
import io.chorus.stack.Suite;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Knows how each fault is brought about. */
record Injections(Suite suite, Network network, Processes processes) {
  private static final Duration LEAP = Duration.ofHours(1);

  /**
   * @param instance which one of several, by its number
   */
  Injection of(Fault fault, int instance) {
    Part part = fault.part();
    if (part.kind() == Kind.LINK || part.kind() == Kind.GROUP) {
      return new Hindrance(network, Condition.valueOf(fault.way().name()), links(fault, instance));
    }
    if (part.kind() == Kind.GATEWAY) {
      return new GatewayRestart(suite);
    }
    List<Victim> all = processes.of(part);
    List<Integer> chosen =
        fault.extent() == Extent.ALL
            ? IntStream.range(0, all.size()).boxed().toList()
            : List.of(instance % all.size());
    return switch (fault.way()) {
      case RESTART ->
          fault.extent() == Extent.ALL
              ? new RollingRestart(processes, part)
              : Ending.of(processes, fault, chosen);
      case KILL -> Ending.of(processes, fault, chosen);
      case SCALED -> new Scaling(processes.services(part).get(chosen.getFirst()));
      case FREEZE -> new Freeze(chosen.stream().map(all::get).toList());
      case CUT -> new SubscribersCut(suite.redis());
      case LEAP_AHEAD -> new ClockLeap(suite.redis(), LEAP);
      case LEAP_BACK -> new ClockLeap(suite.redis(), LEAP.negated());
      case READ_ONLY -> new ReadOnly(suite.postgres());
      case DEAF, MUTE, SILENT, HALF_OPEN, DELAYED, THROTTLED ->
          throw new IllegalArgumentException(fault.toString());
    };
  }

  private Predicate<Link> links(Fault fault, int instance) {
    if (fault.part() == Part.MINORITY) {
      return link -> link.from().endsWith("-1");
    }
    String[] ends = fault.part().name().toLowerCase().split("_");
    List<Link> all =
        network.links().stream()
            .filter(link -> link.from().startsWith(ends[0]) && link.to().startsWith(ends[1]))
            .toList();
    return fault.extent() == Extent.ALL
        ? all::contains
        : link -> link == all.get(instance % all.size());
  }
}
