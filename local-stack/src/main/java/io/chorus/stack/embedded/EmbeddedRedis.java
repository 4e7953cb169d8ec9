package io.chorus.stack.embedded;

import io.chorus.stack.process.Program;
import io.chorus.stack.process.Roster;
import io.chorus.stack.process.StopSignal;
import io.chorus.stack.process.Supervised;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A Redis that keeps nothing on disk: each start is empty, always on the same port of 127.0.0.1. It
 * is started again whenever it dies, unless it was stopped. Thread-safe.
 */
public final class EmbeddedRedis {
  private static final Duration READY_BOUND = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int PROBE_MILLIS = 1_000;

  private final int port;
  private final Supervised process;

  /** Does not start it yet. */
  public EmbeddedRedis(
      int port, Path folder, Path log, Roster roster, Consumer<Supervised> restarted) {
    this.port = port;
    this.process = new Supervised(roster, program(port, folder, log), restarted);
  }

  public int port() {
    return port;
  }

  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  public long pid() {
    return process.pid();
  }

  /** Starts it, empty; returns when it serves. */
  public void start() {
    process.start(READY_BOUND);
  }

  /** Stops it for good, or until it is started again. */
  public void stop() {
    process.stop(PATIENCE);
  }

  /** Kills it as a crash would; it comes back, empty. */
  public void kill() {
    process.kill();
  }

  private static Program program(int port, Path folder, Path log) {
    Path binary = BinaryCache.ofUser().executable(Platform.current().redis());
    List<String> command =
        List.of(
            binary.toString(),
            "--port",
            Integer.toString(port),
            "--bind",
            "127.0.0.1",
            "--dir",
            folder.toAbsolutePath().toString(),
            "--save",
            "",
            "--appendonly",
            "no",
            "--loglevel",
            "warning");
    return new Program(
        "redis", command, Map.of(), folder, log, StopSignal.TERM, () -> answers(port));
  }

  /** Whether a Redis serves at that port; answers within two seconds. */
  public static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(PROBE_MILLIS);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PROBE_MILLIS);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().read() == '+';
    } catch (IOException e) {
      return false;
    }
  }
}
