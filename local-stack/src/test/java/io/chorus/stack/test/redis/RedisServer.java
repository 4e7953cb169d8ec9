package io.chorus.stack.test.redis;

import io.chorus.stack.embedded.FreePort;
import io.chorus.stack.process.Child;
import io.chorus.stack.process.Program;
import io.chorus.stack.process.Roster;
import io.chorus.stack.process.StopSignal;
import io.chorus.stack.test.Needs;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * One server, or sentinel, of the Redis that is installed on this machine. It keeps its port and
 * its configuration, which sentinels rewrite, over its deaths. Nothing starts it again by itself.
 */
public final class RedisServer {
  private static final Duration SERVES = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final int port = FreePort.pick();
  private final Path folder;
  private final RedisAccess access;
  private final Roster roster;
  private final List<String> options;
  private Child child;

  /**
   * Starts nothing yet.
   *
   * @param options of the program, beside the configuration's file
   */
  RedisServer(
      Path folder,
      RedisAccess access,
      Roster roster,
      List<String> configuration,
      String... options) {
    require();
    this.folder = folder;
    this.access = access;
    this.roster = roster;
    this.options = List.of(options);
    List<String> lines = new ArrayList<>(access.listening(port));
    lines.addAll(List.of("bind 127.0.0.1", "dir " + folder.toAbsolutePath(), "logfile \"\""));
    lines.addAll(configuration);
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve("redis.conf"), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server on its own, which keeps nothing on disk. */
  public static RedisServer start(
      Path folder, RedisAccess access, Roster roster, String... configuration) {
    List<String> lines = new ArrayList<>(access.users());
    lines.addAll(List.of("save \"\"", "appendonly no"));
    lines.addAll(List.of(configuration));
    RedisServer server = new RedisServer(folder, access, roster, lines);
    server.start();
    return server;
  }

  /** A sentinel that watches nobody. */
  public static RedisServer startSentinel(Path folder, RedisAccess access, Roster roster) {
    RedisServer sentinel =
        new RedisServer(folder, access, roster, access.sentinelUsers(), "--sentinel");
    sentinel.start();
    return sentinel;
  }

  /** Ends the test where there is no such program. */
  public static void require() {
    Needs.require(
        find("redis-server").isPresent() && find("redis-cli").isPresent(),
        "redis-server and redis-cli");
  }

  private static Optional<Path> find(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(path -> Path.of(path, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  public int port() {
    return port;
  }

  public long pid() {
    return child.pid();
  }

  /** What the bus is given. */
  public String url() {
    return access.url(port);
  }

  /** Returns when it serves. */
  public void start() {
    List<String> command =
        new ArrayList<>(
            List.of(
                find("redis-server").orElseThrow().toString(),
                folder.resolve("redis.conf").toAbsolutePath().toString()));
    command.addAll(options);
    child =
        roster.launch(
            new Program(
                "redis-" + port,
                command,
                Map.of(),
                folder,
                folder.resolve("log"),
                StopSignal.TERM,
                () -> true));
    Awaitility.await("Redis serves, see " + folder.resolve("log"))
        .atMost(SERVES)
        .until(() -> tell("PING").equals("PONG"));
  }

  public void stop() {
    child.stop(PATIENCE);
  }

  public void kill() {
    child.kill();
  }

  public boolean isMaster() {
    return tell("ROLE").startsWith("master");
  }

  /**
   * Tells it a command as its administrator; gives the answer, without quotes, or what went wrong.
   */
  public String tell(String... command) {
    List<String> all = new ArrayList<>(List.of(find("redis-cli").orElseThrow().toString()));
    all.addAll(access.administrator(port));
    all.addAll(List.of(command));
    try {
      Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes()).strip();
      process.onExit().join();
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
