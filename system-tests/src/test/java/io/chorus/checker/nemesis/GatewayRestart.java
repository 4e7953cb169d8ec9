package io.chorus.checker.nemesis;

import io.chorus.stack.Suite;

/** The gateway dies with all of its connections, and another takes its place at once. */
record GatewayRestart(Suite suite) implements Injection {
  @Override
  public void begin() {
    suite.restartGateway();
  }

  @Override
  public void end() {}
}
