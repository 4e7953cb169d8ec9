package io.chorus.stack;

import io.chorus.stack.embedded.Folders;
import io.chorus.stack.gateway.Page;
import io.chorus.stack.process.StartFailure;
import io.chorus.stack.service.PackagedService;
import io.chorus.stack.token.Tokens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a suite shall be run.
 *
 * @param home the project's folder, with the packaged services
 * @param state where {@code stack.json}, logs and keys go
 * @param data what outlives the suite
 * @param empty whether to start without what {@code data} held
 * @param port the gateway's; 0 for a free one
 * @param environment added to that of every service
 * @param wiring between the services and their backends
 */
public record SuiteOptions(
    Path home,
    Path state,
    Path data,
    boolean empty,
    int port,
    int chat,
    int history,
    int notification,
    Map<String, String> environment,
    Wiring wiring) {
  public static final int DEFAULT_PORT = 8080;
  public static final int MAX_INSTANCES = 20;

  /**
   * @throws StartFailure if a number is out of its range
   */
  public SuiteOptions {
    home = home.toAbsolutePath().normalize();
    state = state.toAbsolutePath().normalize();
    data = data.toAbsolutePath().normalize();
    environment = Map.copyOf(environment);
    require("--port", port, 0, 65_535);
    require("--chat", chat, 1, MAX_INSTANCES);
    require("--history", history, 1, MAX_INSTANCES);
    require("--notification", notification, 1, MAX_INSTANCES);
  }

  /** One of each service on the default port, everything kept under {@code home/.chorus}. */
  public static SuiteOptions in(Path home) {
    Path state = home.resolve(".chorus");
    return new SuiteOptions(
        home, state, state.resolve("data"), false, DEFAULT_PORT, 1, 1, 1, Map.of(), Wiring.DIRECT);
  }

  /** The same, apart from any other suite of this checkout: its own state, data and port. */
  public SuiteOptions apartIn(Path folder) {
    return new SuiteOptions(
        home,
        folder,
        folder.resolve("data"),
        empty,
        0,
        chat,
        history,
        notification,
        environment,
        wiring);
  }

  public SuiteOptions withInstances(int chatCount, int historyCount, int notificationCount) {
    return new SuiteOptions(
        home,
        state,
        data,
        empty,
        port,
        chatCount,
        historyCount,
        notificationCount,
        environment,
        wiring);
  }

  public SuiteOptions onPort(int gatewayPort) {
    return new SuiteOptions(
        home, state, data, empty, gatewayPort, chat, history, notification, environment, wiring);
  }

  public SuiteOptions withData(Path folder, boolean emptied) {
    return new SuiteOptions(
        home, state, folder, emptied, port, chat, history, notification, environment, wiring);
  }

  public SuiteOptions withEnvironment(Map<String, String> variables) {
    return new SuiteOptions(
        home, state, data, empty, port, chat, history, notification, variables, wiring);
  }

  public SuiteOptions wiredBy(Wiring ways) {
    return new SuiteOptions(
        home, state, data, empty, port, chat, history, notification, environment, ways);
  }

  /**
   * What starts a service as it was packaged last.
   *
   * @param module its folder in the project
   * @throws StartFailure if it is not packaged
   */
  List<String> packaged(String module, List<String> jvmFlags) {
    return PackagedService.command(home.resolve(module), jvmFlags);
  }

  Path log(String name) {
    return state.resolve("log").resolve(name + ".log");
  }

  /** Of the checkout, not of the data: a token is good for whichever suite runs next. */
  public Path keys() {
    return state.resolve("keys");
  }

  /** What the services are told to expect in tokens. */
  String issuer() {
    return environment.getOrDefault("MP_JWT_VERIFY_ISSUER", Tokens.ISSUER);
  }

  Page page() {
    return Page.of(
        home.resolve("web-client/target/page"), home.resolve("web-client/nginx/page-headers.conf"));
  }

  void discardLogs() {
    try {
      Folders.delete(state.resolve("log"));
    } catch (IOException e) {
      throw new StartFailure("The logs cannot be deleted: " + e.getMessage() + ".", e);
    }
  }

  private static void require(String option, int value, int lowest, int highest) {
    if (value < lowest || value > highest) {
      throw new StartFailure(
          "%s has to be between %d and %d, not %d.".formatted(option, lowest, highest, value));
    }
  }
}
