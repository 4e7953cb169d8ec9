package io.chorus.stack.cli;

import io.chorus.stack.SuiteOptions;
import io.chorus.stack.embedded.FreePort;
import io.chorus.stack.process.StartFailure;
import io.chorus.stack.token.DevKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "conformance",
    description = "Runs echo servers for outside suites until Ctrl-C.",
    mixinStandardHelpOptions = true)
final class Conformance implements Callable<Integer> {
  private static final String MAX_PAYLOAD = "1000000";

  /** As the suites expect them. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "CHORUS_SOCKETIO_PING_INTERVAL", "300ms",
          "CHORUS_SOCKETIO_PING_TIMEOUT", "200ms",
          "CHORUS_SOCKETIO_CONNECT_TIMEOUT", "1s",
          "CHORUS_SOCKETIO_MAX_PAYLOAD", MAX_PAYLOAD,
          "QUARKUS_WEBSOCKETS_NEXT_SERVER_MAX_FRAME_SIZE", MAX_PAYLOAD,
          "QUARKUS_WEBSOCKETS_NEXT_SERVER_MAX_MESSAGE_SIZE", MAX_PAYLOAD,
          "QUARKUS_HTTP_HOST", "127.0.0.1",
          "QUARKUS_MANAGEMENT_HOST", "127.0.0.1");

  @ParentCommand private Chorus chorus;

  @Option(names = "--engineio", paramLabel = "PORT", description = "Engine.IO at /engine.io/.")
  private Integer engineIo;

  @Option(names = "--socketio", paramLabel = "PORT", description = "Socket.IO at /socket.io/.")
  private Integer socketIo;

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Integer> ports =
        Stream.of(engineIo, socketIo).filter(Objects::nonNull).distinct().toList();
    if (ports.isEmpty()) {
      throw new StartFailure("Say --engineio PORT, --socketio PORT or both.");
    }
    for (Process server : start(ports)) {
      server.waitFor();
    }
    return CommandLine.ExitCode.OK;
  }

  private List<Process> start(List<Integer> ports) throws IOException {
    Process[] servers = new Process[ports.size()];
    for (int i = 0; i < servers.length; i++) {
      servers[i] = start(ports.get(i));
      Runtime.getRuntime().addShutdownHook(new Thread(servers[i]::destroy));
    }
    return List.of(servers);
  }

  private Process start(int port) throws IOException {
    Path jar = chorus.home().resolve("chat-service/target/conformance/quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new StartFailure("The echo server is not packaged: there is no " + jar + ".");
    }
    DevKeys keys = DevKeys.in(SuiteOptions.in(chorus.home()).keys());
    ProcessBuilder server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                jar.toString())
            .inheritIO();
    server.environment().putAll(SETTINGS);
    server.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
    server.environment().put("QUARKUS_MANAGEMENT_PORT", Integer.toString(FreePort.pick()));
    server
        .environment()
        .put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", keys.publicFile().toUri().toString());
    return server.start();
  }
}
