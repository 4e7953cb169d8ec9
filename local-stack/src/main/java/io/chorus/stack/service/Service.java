package io.chorus.stack.service;

import io.chorus.stack.embedded.FreePort;
import io.chorus.stack.process.Program;
import io.chorus.stack.process.Roster;
import io.chorus.stack.process.StopSignal;
import io.chorus.stack.process.Supervised;
import io.chorus.stack.status.Readiness;
import io.chorus.stack.status.ServiceEndpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One instance of a service, from its packaged form, always on the same port. */
public final class Service {
  private static final Duration READY_BOUND = Duration.ofSeconds(90);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final int port = FreePort.pick();
  private final int managementPort = FreePort.pick();
  private final Supervised process;

  /**
   * @param command what starts it
   * @param environment goes before what it gets in any case
   */
  public Service(
      String name,
      List<String> command,
      Path data,
      Path log,
      Map<String, String> environment,
      Roster roster,
      Consumer<Supervised> restarted) {
    Map<String, String> all = new HashMap<>();
    all.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    all.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    all.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
    all.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
    // Who presses Ctrl-C has few clients and little patience.
    all.put("CHORUS_SESSION_DRAIN", "2s");
    // Read by people here.
    all.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
    all.putAll(environment);
    Program program =
        new Program(
            name, command, all, data, log, StopSignal.TERM, () -> Readiness.of(management()));
    this.process = new Supervised(roster, program, restarted);
  }

  public int port() {
    return port;
  }

  public int managementPort() {
    return managementPort;
  }

  void start() {
    process.start(READY_BOUND);
  }

  /** Ends it in order and returns when it is gone; it stays away until {@link #resume}. */
  public void stop() {
    process.stop(PATIENCE);
  }

  /** Has it serve again, some time after this returns. */
  public void resume() {
    process.resume();
  }

  public ServiceEndpoint endpoint() {
    return new ServiceEndpoint(url(), management(), process.pid());
  }

  private String url() {
    return "http://127.0.0.1:" + port;
  }

  private String management() {
    return "http://127.0.0.1:" + managementPort;
  }
}
