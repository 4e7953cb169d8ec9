package io.chorus.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command by which compose sees whether a service is ready, as its container would run it. */
class HealthCheckTest {

  private HttpServer service;
  private volatile int status = 200;

  @BeforeEach
  void start() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service
        .createContext("/")
        .setHandler(
            it -> {
              it.sendResponseHeaders(
                  it.getRequestURI().getPath().equals("/q/health/ready") ? status : 404, -1);
              it.close();
            });
    service.start();
  }

  @AfterEach
  void stop() {
    service.stop(0);
  }

  @Test
  void aServiceThatIsReadyIsHealthy() {
    assertThat(check()).isZero();
  }

  @Test
  void aServiceThatIsNotReadyIsUnhealthy() {
    status = 503;

    assertThat(check()).isNotZero();
  }

  @Test
  void aServiceThatIsGoneIsUnhealthy() {
    service.stop(0);

    assertThat(check()).isNotZero();
  }

  private int check() {
    List<String> test = ComposeFile.read().healthCheck("chat-1");
    assertThat(test).hasSize(4).startsWith("CMD", "bash", "-c");
    String port = Integer.toString(service.getAddress().getPort());
    // Compose turns a doubled dollar sign into one.
    String script = test.getLast().replace("$$", "$");
    return Program.require("bash")
        .run(Project.path(""), Map.of("QUARKUS_MANAGEMENT_PORT", port), "-c", script)
        .status();
  }
}
