package io.chorus.stack;

import io.chorus.stack.embedded.FreePort;
import io.chorus.stack.process.Program;
import io.chorus.stack.process.Roster;
import io.chorus.stack.process.StartFailure;
import io.chorus.stack.process.StopSignal;
import io.chorus.stack.process.Supervised;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One instance of a service, from its packaged form, always on the same port. */
final class Service {
  private static final Duration READY_BOUND = Duration.ofSeconds(90);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int PROBE_MILLIS = 2_000;

  private final int port = FreePort.pick();
  private final int managementPort = FreePort.pick();
  private final Supervised process;

  /**
   * @param module the service's folder in the project
   * @throws StartFailure if it is not packaged
   */
  Service(
      String module,
      String name,
      SuiteOptions options,
      Map<String, String> environment,
      Roster roster,
      Consumer<Supervised> restarted) {
    Path jar = options.home().resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new StartFailure(module + " is not packaged: there is no " + jar + ".");
    }
    Map<String, String> all = new HashMap<>(environment);
    all.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    all.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    all.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
    all.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
    // Who presses Ctrl-C has few clients and little patience.
    all.put("CHORUS_SESSION_DRAIN", "2s");
    all.putAll(options.environment());
    Program program =
        new Program(
            name,
            command(jar),
            all,
            options.data(),
            options.log(name),
            StopSignal.TERM,
            () -> isReady(management()));
    this.process = new Supervised(roster, program, restarted);
  }

  int port() {
    return port;
  }

  int managementPort() {
    return managementPort;
  }

  void start() {
    process.start(READY_BOUND);
  }

  void stop() {
    process.stop(PATIENCE);
  }

  ServiceEndpoint endpoint() {
    return new ServiceEndpoint(url(), management(), process.pid());
  }

  /** Whether the service that is managed at that address says that it is ready. */
  static boolean isReady(String management) {
    try {
      var connection =
          (HttpURLConnection) URI.create(management + "/q/health/ready").toURL().openConnection();
      connection.setConnectTimeout(PROBE_MILLIS);
      connection.setReadTimeout(PROBE_MILLIS);
      try {
        return connection.getResponseCode() == 200;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return false;
    }
  }

  private String url() {
    return "http://127.0.0.1:" + port;
  }

  private String management() {
    return "http://127.0.0.1:" + managementPort;
  }

  private static List<String> command(Path jar) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return Stream.of(List.of(java), ServiceJvm.FLAGS, List.of("-jar", jar.toString()))
        .flatMap(List::stream)
        .toList();
  }
}
