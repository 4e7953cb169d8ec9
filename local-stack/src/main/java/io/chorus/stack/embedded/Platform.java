package io.chorus.stack.embedded;

import io.chorus.stack.process.StartFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The system that we run on, in the words of the binaries' names. */
record Platform(Os os, Cpu cpu) {
  enum Os {
    LINUX,
    ALPINE,
    MACOS
  }

  enum Cpu {
    X86_64,
    ARM_64
  }

  static Platform current() {
    return of(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  static Platform of(String osName, String osArch) {
    return new Platform(os(osName), cpu(osArch));
  }

  String postgres() {
    String cpuName = cpu.name().toLowerCase(Locale.ROOT);
    return switch (os) {
      case LINUX -> "postgres-linux-" + cpuName + ".txz";
      case ALPINE -> "postgres-linux-" + cpuName + "-alpine_linux.txz";
      case MACOS -> "postgres-darwin-" + cpuName + ".txz";
    };
  }

  String redis() {
    String cpuName =
        switch (cpu) {
          case X86_64 -> "amd64";
          case ARM_64 -> "arm64";
        };
    return switch (os) {
      // Statically linked: the same binary runs on every Linux.
      case LINUX, ALPINE -> "redis-server-7.0.15-linux-" + cpuName;
      case MACOS -> "redis-server-7.0.15-darwin-" + cpuName;
    };
  }

  private static Os os(String name) {
    if (name.startsWith("Mac")) {
      return Os.MACOS;
    }
    if (!name.equals("Linux")) {
      throw new StartFailure("The local suite runs on Linux and macOS, not on " + name + ".");
    }
    return Files.exists(Path.of("/etc/alpine-release")) ? Os.ALPINE : Os.LINUX;
  }

  private static Cpu cpu(String name) {
    return switch (name) {
      case "amd64", "x86_64" -> Cpu.X86_64;
      case "aarch64", "arm64" -> Cpu.ARM_64;
      default ->
          throw new StartFailure("There is no PostgreSQL here for a " + name + " processor.");
    };
  }
}
