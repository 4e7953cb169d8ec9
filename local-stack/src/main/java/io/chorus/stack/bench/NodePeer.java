package io.chorus.stack.bench;

import io.chorus.stack.embedded.FreePort;
import io.chorus.stack.process.StartFailure;
import io.chorus.stack.status.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A chat server on Node to compare with: what it needs comes from npm, into a folder of the
 * benchmark's. It shares the suite's Redis.
 */
final class NodePeer implements Target {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Which server. */
  enum Kind {
    WS("ws", "/ws", new NativeDialect(), "ws@8.18.0"),
    SOCKETIO(
        "socketio",
        "/socket.io/?EIO=4&transport=websocket",
        new SocketIoDialect(),
        "socket.io@4.8.1");

    private final String peer;
    private final String path;
    private final Dialect dialect;
    private final List<String> packages;

    Kind(String peer, String path, Dialect dialect, String library) {
      this.peer = peer;
      this.path = path;
      this.dialect = dialect;
      this.packages = List.of(library, "ioredis@5.4.1");
    }

    static Optional<Kind> named(String name) {
      return Arrays.stream(values()).filter(kind -> kind.peer.equals(name)).findFirst();
    }

    /** The names of all. */
    static Set<String> names() {
      return Arrays.stream(values()).map(kind -> kind.peer).collect(Collectors.toSet());
    }
  }

  private final Kind kind;
  private final Process process;
  private final Endpoint redis;
  private final int port;

  private NodePeer(Kind kind, Process process, Endpoint redis, int port) {
    this.kind = kind;
    this.process = process;
    this.redis = redis;
    this.port = port;
  }

  /**
   * @param folder where its libraries go
   * @throws StartFailure if there is no Node, or no package
   */
  static NodePeer start(Kind kind, Path folder, Endpoint redis)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path script = folder.resolve(kind.peer + ".js");
    try (InputStream source = NodePeer.class.getResourceAsStream(kind.peer + ".js")) {
      Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
    }
    List<String> install = new ArrayList<>(List.of("npm", "install", "--no-audit", "--no-fund"));
    install.addAll(List.of("--silent", "--prefix", folder.toString()));
    install.addAll(kind.packages);
    try {
      if (new ProcessBuilder(install).directory(folder.toFile()).inheritIO().start().waitFor()
          != 0) {
        throw new StartFailure("npm could not install " + kind.packages + ".");
      }
      int port = FreePort.pick();
      ProcessBuilder node =
          new ProcessBuilder("node", script.toString())
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve(kind.peer + ".log").toFile());
      node.environment().put("PORT", Integer.toString(port));
      node.environment().put("REDIS_URL", redis.url());
      node.environment().put("NODE_ENV", "production");
      NodePeer peer = new NodePeer(kind, node.start(), redis, port);
      peer.awaitOpen();
      return peer;
    } catch (IOException e) {
      throw new StartFailure("A peer needs Node and npm: " + e.getMessage() + ".", e);
    }
  }

  private void awaitOpen() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isOpen()) {
      if (!process.isAlive() || System.nanoTime() - deadline > 0) {
        close();
        throw new StartFailure("The peer " + kind.peer + " does not start.");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private boolean isOpen() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public String name() {
    return kind.peer;
  }

  @Override
  public List<InetSocketAddress> servers() {
    return List.of(new InetSocketAddress("127.0.0.1", port));
  }

  @Override
  public String path() {
    return kind.path;
  }

  @Override
  public Dialect dialect() {
    return kind.dialect;
  }

  @Override
  public String token(String user) {
    return null;
  }

  @Override
  public String server() {
    return kind.peer;
  }

  @Override
  public Processes processes() {
    Map<String, List<Long>> processes = new LinkedHashMap<>();
    processes.put(kind.peer, List.of(process.pid()));
    processes.put("redis", List.of(redis.pid()));
    return new Processes(processes);
  }

  @Override
  public boolean stores() {
    return false;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
