package io.chorus.checker.nemesis;

import io.chorus.checker.nemesis.Fault.Part;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Restarts a service's instances one after the other, as a deployment does. */
final class RollingRestart implements Injection {
  private final Processes processes;
  private final Part part;
  private CompletableFuture<Void> rolling;

  RollingRestart(Processes processes, Part part) {
    this.processes = processes;
    this.part = part;
  }

  @Override
  public void begin() {
    rolling = CompletableFuture.runAsync(this::roll, Thread::startVirtualThread);
  }

  @Override
  public void end() {
    rolling.join();
  }

  private void roll() {
    List<Victim> instances = processes.of(part);
    for (int i = 0; i < instances.size(); i++) {
      Victim instance = processes.of(part).get(i);
      instance.terminate();
      processes.awaitSuccessor(part, i, instance);
    }
  }
}
