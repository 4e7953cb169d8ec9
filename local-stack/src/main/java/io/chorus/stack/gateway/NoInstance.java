package io.chorus.stack.gateway;

/** No instance of a service can be reached. */
final class NoInstance extends RuntimeException {
  NoInstance(String service) {
    super("no instance of " + service + " can be reached", null, false, false);
  }
}
