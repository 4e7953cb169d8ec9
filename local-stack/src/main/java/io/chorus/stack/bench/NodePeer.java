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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A chat server on Node to compare with: what it needs comes from npm, into a folder of the
 * benchmark's. It shares the suite's Redis.
 */
final class NodePeer implements Target {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final String name;
  private final Process process;
  private final Endpoint redis;
  private final int port;

  private NodePeer(String name, Process process, Endpoint redis, int port) {
    this.name = name;
    this.process = process;
    this.redis = redis;
    this.port = port;
  }

  /**
   * @param name of the script that it is
   * @param packages that it needs, with their versions
   * @param folder where they go
   * @throws StartFailure if there is no Node, or no package
   */
  static NodePeer start(String name, List<String> packages, Path folder, Endpoint redis)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path script = folder.resolve(name + ".js");
    try (InputStream source = NodePeer.class.getResourceAsStream(name + ".js")) {
      Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
    }
    List<String> install = new ArrayList<>(List.of("npm", "install", "--no-audit", "--no-fund"));
    install.addAll(List.of("--silent", "--prefix", folder.toString()));
    install.addAll(packages);
    try {
      if (new ProcessBuilder(install).directory(folder.toFile()).inheritIO().start().waitFor()
          != 0) {
        throw new StartFailure("npm could not install " + packages + ".");
      }
      int port = FreePort.pick();
      ProcessBuilder node =
          new ProcessBuilder("node", script.toString())
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve(name + ".log").toFile());
      node.environment().put("PORT", Integer.toString(port));
      node.environment().put("REDIS_URL", redis.url());
      node.environment().put("NODE_ENV", "production");
      NodePeer peer = new NodePeer(name, node.start(), redis, port);
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
        throw new StartFailure("The peer " + name + " does not start.");
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
    return name;
  }

  @Override
  public List<InetSocketAddress> servers() {
    return List.of(new InetSocketAddress("127.0.0.1", port));
  }

  @Override
  public String path() {
    return "/ws";
  }

  @Override
  public String token(String user) {
    return null;
  }

  @Override
  public Processes processes() {
    Map<String, List<Long>> processes = new LinkedHashMap<>();
    processes.put(name, List.of(process.pid()));
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
