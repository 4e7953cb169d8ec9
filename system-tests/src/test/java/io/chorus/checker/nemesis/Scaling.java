package io.chorus.checker.nemesis;

import io.chorus.stack.service.Service;

/** Scales a service in by one instance, which leaves in order, and out again. */
record Scaling(Service instance) implements Injection {
  @Override
  public void begin() {
    instance.stop();
  }

  @Override
  public void end() {
    instance.resume();
  }
}
