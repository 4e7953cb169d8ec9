package io.chorus.checker.nemesis;

import io.chorus.checker.nemesis.Fault.Part;
import io.chorus.stack.Suite;
import io.chorus.stack.service.Fleet;
import io.chorus.stack.service.Service;
import io.chorus.stack.status.SuiteState;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** The processes of a running suite. Its methods block. */
record Processes(Suite suite) {
  private static final Duration BACK = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(20);

  /** Of that part, in the order of its instances. */
  List<Victim> of(Part part) {
    return switch (part) {
      case REDIS -> List.of(new Victim(suite.redis().pid()));
      case POSTGRES -> List.of(new Victim(suite.postgres().pid()));
      default -> services(part).stream().map(each -> new Victim(each.endpoint().pid())).toList();
    };
  }

  /** The instances of a service. */
  List<Service> services(Part part) {
    Fleet fleet = suite.fleet();
    return switch (part) {
      case CHAT -> fleet.chat();
      case HISTORY -> fleet.history();
      case NOTIFICATION -> fleet.notification();
      default -> throw new IllegalArgumentException(part + " is no process");
    };
  }

  boolean allReady() {
    return SuiteState.of(suite.content()).stream().allMatch(SuiteState.Part::ready);
  }

  /** Waits until another one serves in the place of one that was ended. */
  void awaitSuccessor(Part part, int index, Victim former) {
    Awaitility.await(part + " has ended").atMost(BACK).pollInterval(POLL).until(former::isGone);
    Awaitility.await(part + " is back")
        .atMost(BACK)
        .pollInterval(POLL)
        .until(() -> !of(part).get(index).equals(former) && isReady(part, index));
  }

  private boolean isReady(Part part, int index) {
    String name = part.name().toLowerCase();
    String instance = part.kind() == Fault.Kind.SERVICE ? name + "-" + (index + 1) : name;
    return SuiteState.of(suite.content()).stream()
        .anyMatch(it -> it.name().equals(instance) && it.ready());
  }
}
