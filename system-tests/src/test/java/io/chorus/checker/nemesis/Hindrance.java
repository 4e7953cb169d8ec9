package io.chorus.checker.nemesis;

import io.chorus.checker.network.Condition;
import io.chorus.checker.network.Link;
import io.chorus.checker.network.Network;
import java.util.function.Predicate;

/** Has links be as they should not. */
record Hindrance(Network network, Condition condition, Predicate<Link> links) implements Injection {
  @Override
  public void begin() {
    network.become(condition, links);
  }

  @Override
  public void end() {
    network.become(Condition.OPEN, links);
  }
}
