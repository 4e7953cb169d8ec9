package io.chorus.stack.service;

import java.util.List;

/** The JVM of a service in the local run: with the memory that its container has elsewhere. */
public final class ServiceJvm {
  /**
   * As in the services' images, which say why; the heap in bytes, as there is no container here.
   */
  public static final List<String> FLAGS =
      List.of(
          "-Xmx512m",
          "-XX:MaxDirectMemorySize=256m",
          "-XX:MaxMetaspaceSize=128m",
          "-XX:ReservedCodeCacheSize=64m",
          "-XX:+UseG1GC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:+ExitOnOutOfMemoryError",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private ServiceJvm() {}
}
