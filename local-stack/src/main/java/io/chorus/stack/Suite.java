package io.chorus.stack;

import io.chorus.stack.data.Claim;
import io.chorus.stack.data.DataFolder;
import io.chorus.stack.embedded.FreePort;
import io.chorus.stack.gateway.Gateway;
import io.chorus.stack.gateway.Origin;
import io.chorus.stack.gateway.Upstreams;
import io.chorus.stack.process.Roster;
import io.chorus.stack.process.StartFailure;
import io.chorus.stack.process.Supervised;
import io.chorus.stack.service.Fleet;
import io.chorus.stack.service.Service;
import io.chorus.stack.status.Endpoint;
import io.chorus.stack.status.ServiceEndpoint;
import io.chorus.stack.status.StackFile;
import io.chorus.stack.token.DevKeys;
import io.chorus.stack.token.Tokens;
import java.util.List;
import java.util.function.Consumer;

/**
 * PostgreSQL, Redis and the services, each in a process of its own, behind a gateway in this one.
 * What dies is started again on the same port. Thread-safe; {@link #stop} may be called from any
 * thread, also while another is starting the suite.
 */
public final class Suite implements AutoCloseable {
  private final SuiteOptions options;
  private final Consumer<String> progress;
  private final StackFile stackFile;
  private final Teardown teardown = new Teardown();
  private volatile Parts parts;
  private volatile Tokens tokens;
  private volatile int port;
  private volatile Gateway gateway;
  private boolean described;

  /**
   * Starts nothing yet.
   *
   * @param progress told in a line each what is done
   */
  public Suite(SuiteOptions options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
    this.stackFile = StackFile.in(options.state());
  }

  /**
   * Starts a suite; returns when all of it is ready.
   *
   * @throws StartFailure if it cannot be started; nothing of it is left then
   */
  public static Suite start(SuiteOptions options) {
    Suite suite = new Suite(options, line -> {});
    suite.start();
    return suite;
  }

  /**
   * Starts it, once; returns when all of it is ready.
   *
   * @throws StartFailure if it cannot be started, or is stopped meanwhile; nothing is left then
   */
  public void start() {
    try {
      bringUp();
    } catch (RuntimeException e) {
      stop();
      throw e;
    }
  }

  /**
   * Opens the gateway anew, on the same port, for clients of one that has died: every connection is
   * cut.
   */
  public void restartGateway() {
    gateway.close();
    gateway = openGateway();
  }

  /** Stops everything in order and returns when nothing is left. May be called again. */
  public void stop() {
    teardown.run();
  }

  @Override
  public void close() {
    stop();
  }

  public Endpoint gateway() {
    return new Endpoint("http://127.0.0.1:" + port, ProcessHandle.current().pid());
  }

  /** All instances, of which any may be stopped and resumed. */
  public Fleet fleet() {
    return parts.fleet();
  }

  /** An instance of chat-service, counted from 0. */
  public ServiceEndpoint chat(int index) {
    return parts.fleet().chat().get(index).endpoint();
  }

  /** An instance of history-service, counted from 0. */
  public ServiceEndpoint history(int index) {
    return parts.fleet().history().get(index).endpoint();
  }

  /** An instance of notification-service, counted from 0. */
  public ServiceEndpoint notification(int index) {
    return parts.fleet().notification().get(index).endpoint();
  }

  public Endpoint redis() {
    return new Endpoint(parts.redis().url(), parts.redis().pid());
  }

  public StackFile.Postgres postgres() {
    return content().postgres();
  }

  public Tokens tokens() {
    return tokens;
  }

  /** What {@code stack.json} says. */
  public StackFile.Content content() {
    return parts.describe(gateway());
  }

  private void bringUp() {
    claim();
    DataFolder data = new DataFolder(options.data());
    data.requireRoom();
    Roster roster = data.openRoster();
    teardown.add(roster::close);
    if (options.empty()) {
      data.empty();
    }
    prepare(roster);
    gateway = openGateway();
    teardown.add(() -> gateway.close());
    teardown.add(parts::stopBackends);
    teardown.add(parts.fleet()::stop);
    // Clients are told to leave by the services, through connections that are still open.
    teardown.add(() -> gateway.drain());
    teardown.add(roster::seal);
    step("Starting Redis and PostgreSQL ...", parts::startBackends);
    step("Starting the services ...", parts.fleet()::start);
    describe();
  }

  private void step(String line, Runnable work) {
    teardown.requireNotBegun();
    progress.accept(line);
    long began = System.nanoTime();
    work.run();
    progress.accept("  done in %.1f s.".formatted((System.nanoTime() - began) / 1e9));
  }

  private void claim() {
    Claim ofState =
        Claim.of(
            options.state(),
            "Another suite is running from this checkout; ./chorus status shows it.");
    teardown.add(ofState::close);
    Claim ofData =
        Claim.of(options.data(), "Another suite is running on the data in " + options.data() + ".");
    teardown.add(ofData::close);
    stackFile.remove();
    teardown.add(this::undescribe);
  }

  private void prepare(Roster roster) {
    port = options.port() == 0 ? FreePort.pick() : options.port();
    DevKeys keys = DevKeys.in(options.keys());
    tokens = new Tokens(keys.privateKey(), options.issuer());
    options.discardLogs();
    parts = Parts.of(options, keys, roster, this::restarted);
  }

  private Gateway openGateway() {
    Fleet fleet = parts.fleet();
    Upstreams upstreams =
        new Upstreams(
            origins(fleet.chat()), origins(fleet.history()), origins(fleet.notification()));
    return Gateway.open(port, upstreams, tokens, options.page());
  }

  private static List<Origin> origins(List<Service> services) {
    return services.stream()
        .map(service -> new Origin(service.port(), service.managementPort()))
        .toList();
  }

  private void restarted(Supervised process) {
    progress.accept(
        "%s died and runs again, pid %d.".formatted(process.program().name(), process.pid()));
    synchronized (this) {
      if (described) {
        stackFile.write(content());
      }
    }
  }

  private synchronized void describe() {
    stackFile.write(content());
    described = true;
  }

  private synchronized void undescribe() {
    described = false;
    stackFile.remove();
  }
}
