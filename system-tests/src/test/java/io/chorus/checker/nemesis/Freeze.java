package io.chorus.checker.nemesis;

import java.util.List;

/** Stops processes, and lets them run on. */
record Freeze(List<Victim> victims) implements Injection {
  @Override
  public void begin() {
    victims.forEach(Victim::freeze);
  }

  @Override
  public void end() {
    victims.forEach(Victim::thaw);
  }
}
