package io.chorus.deploy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A real nginx with the project's own configuration, in which nothing is changed but addresses and
 * folders: it listens on a free port, and finds each service where the test has put it.
 */
final class RunningGateway implements AutoCloseable {
  private static final Path SOURCE = Project.path("web-client/nginx");
  private static final Pattern SERVER = Pattern.compile("server ([\\w-]+):\\d+ resolve;");
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path folder;
  private final Program nginx;
  private final int port;
  private Process process;

  /** The folder is written to; {@code services} has a port for every name in the upstreams. */
  RunningGateway(Program nginx, Path folder, Map<String, Integer> services) throws IOException {
    this(nginx, folder, services, freePort(), "login", smallPage(folder));
  }

  /**
   * @param login the folder that says how the page logs in
   * @param page the folder that is served
   */
  RunningGateway(
      Program nginx, Path folder, Map<String, Integer> services, int port, String login, Path page)
      throws IOException {
    this.nginx = nginx;
    this.folder = folder;
    this.port = port;
    // Started by root, nginx serves as somebody else, who has to get in.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createDirectories(folder.resolve("gateway"));
    Files.createDirectories(folder.resolve("tmp"));
    Files.createDirectories(folder.resolve("login"));

    String main = Files.readString(SOURCE.resolve("nginx.conf"));
    // First, before other folders are written in: the test's own is under /tmp too.
    main = replace(main, " /tmp/", " " + folder.resolve("tmp") + "/");
    main = replace(main, "listen 8080;", "listen 127.0.0.1:" + port + ";");
    main = replace(main, "/usr/share/nginx/html", page.toString());
    Files.writeString(folder.resolve("nginx.conf"), main);
    Files.copy(SOURCE.resolve("gateway/connections.conf"), folder.resolve("connections.conf"));
    Files.copy(SOURCE.resolve("page-headers.conf"), folder.resolve("page-headers.conf"));
    Files.copy(SOURCE.resolve("gateway/routes.conf"), folder.resolve("gateway/routes.conf"));
    String upstreams = Files.readString(SOURCE.resolve("gateway/upstreams.conf"));
    Files.writeString(folder.resolve("gateway/upstreams.conf"), placed(upstreams, services));
    try (Stream<Path> files = Files.list(SOURCE.resolve(login))) {
      for (Path file : files.toList()) {
        Files.writeString(
            folder.resolve("login").resolve(file.getFileName()),
            placed(Files.readString(file), services));
      }
    }
  }

  private static Path smallPage(Path folder) throws IOException {
    Path page = Files.createDirectories(folder.resolve("page"));
    Files.writeString(page.resolve("index.html"), "hi");
    return page;
  }

  /** What {@code nginx -t} says. */
  Program.Outcome check() {
    return nginx.run(folder, Map.of(), arguments("-t"));
  }

  void start() throws IOException {
    String[] arguments = arguments("-g", "daemon off;");
    String[] command = new String[arguments.length + 1];
    command[0] = nginx.file().toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out.log").toFile())
            .start();
    // Also when the tests are cut short.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    await().atMost(PATIENCE).until(() -> !process.isAlive() || listens());
    assertThat(process.isAlive()).as(log()).isTrue();
  }

  int port() {
    return port;
  }

  URI address(String scheme, String path) {
    return URI.create(scheme + "://127.0.0.1:" + port + path);
  }

  String log() throws IOException {
    return Files.readString(folder.resolve("out.log"));
  }

  @Override
  public void close() {
    if (process == null) {
      return;
    }
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private String[] arguments(String... own) {
    String[] common = {"-e", "stderr", "-p", folder.toString(), "-c", folder + "/nginx.conf"};
    String[] all = new String[common.length + own.length];
    System.arraycopy(common, 0, all, 0, common.length);
    System.arraycopy(own, 0, all, common.length, own.length);
    return all;
  }

  // Following a changed address is for newer versions of nginx, and for Docker's name server.
  private static String placed(String file, Map<String, Integer> services) {
    return SERVER
        .matcher(file.replaceFirst("(?m)^resolver .*$", ""))
        .replaceAll(it -> "server 127.0.0.1:" + requireNonNull(services.get(name(it))) + ";");
  }

  private static String name(MatchResult server) {
    return server.group(1);
  }

  private static String replace(String text, String old, String now) {
    assertThat(text).contains(old);
    return text.replace(old, now);
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
