package io.chorus.checker.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NetworkTest {
  private static final int SOON_MILLIS = 300;
  private static final int PATIENCE_MILLIS = 30_000;

  private final Network network = new Network();
  private ServerSocket server;
  private Socket client;
  private Socket served;

  @BeforeEach
  void connect() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    URI url = URI.create(network.lead("a", "b", "http://127.0.0.1:" + server.getLocalPort()));
    client = new Socket(url.getHost(), url.getPort());
    served = server.accept();
    client.setSoTimeout(PATIENCE_MILLIS);
    served.setSoTimeout(PATIENCE_MILLIS);
    assertThat(passes(client, served)).isTrue();
    assertThat(passes(served, client)).isTrue();
  }

  @AfterEach
  void close() throws IOException {
    network.close();
    client.close();
    served.close();
    server.close();
  }

  private void become(Condition condition) {
    network.become(condition, link -> link.from().equals("a"));
  }

  private static void send(Socket from, String text) throws IOException {
    from.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String receive(Socket at, int bytes) throws IOException {
    return new String(at.getInputStream().readNBytes(bytes), StandardCharsets.US_ASCII);
  }

  private static boolean passes(Socket from, Socket to) throws IOException {
    send(from, "x");
    return !isQuiet(to);
  }

  private static boolean isQuiet(Socket at) throws IOException {
    at.setSoTimeout(SOON_MILLIS);
    try {
      return at.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return true;
    } finally {
      at.setSoTimeout(PATIENCE_MILLIS);
    }
  }

  @Test
  void aCutEndsConnectionsAtBothEndsAndAllowsNone() throws IOException {
    become(Condition.CUT);

    assertThat(client.getInputStream().read()).isEqualTo(-1);
    assertThat(served.getInputStream().read()).isEqualTo(-1);
    try (Socket another = new Socket(client.getInetAddress(), client.getPort())) {
      another.setSoTimeout(PATIENCE_MILLIS);
      assertThat(another.getInputStream().read()).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @CsvSource({"SILENT, false, false", "DEAF, false, true", "MUTE, true, false"})
  void whatIsSentIntoASilenceComesAfterItInItsOrder(Condition silence, boolean up, boolean down)
      throws IOException {
    become(silence);
    send(client, "1");
    send(served, "2");
    assertThat(isQuiet(served)).isEqualTo(!up);
    assertThat(isQuiet(client)).isEqualTo(!down);
    send(client, "34");
    send(served, "56");

    become(Condition.OPEN);

    assertThat(receive(served, up ? 2 : 3)).isEqualTo(up ? "34" : "134");
    assertThat(receive(client, down ? 2 : 3)).isEqualTo(down ? "56" : "256");
  }

  @Test
  void aHalfOpenConnectionEndsForOneAndIsSilentForTheOtherForGood() throws IOException {
    become(Condition.HALF_OPEN);
    become(Condition.OPEN);

    assertThat(served.getInputStream().read()).isEqualTo(-1);
    send(client, "x");
    client.setSoTimeout(SOON_MILLIS);
    assertThatThrownBy(() -> client.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"DELAYED", "THROTTLED"})
  void whatIsSlowComesLaterAndInItsOrder(Condition slow) throws IOException {
    String text = "0123456789".repeat(1_000);
    become(slow);
    long begun = System.nanoTime();

    send(client, text);

    assertThat(receive(served, text.length())).isEqualTo(text);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(45));
  }

  @Test
  void whatIsRewrittenComesInAnotherForm() throws IOException {
    network
        .links()
        .getFirst()
        .rewrite(Direction.UP, () -> bytes -> Buffer.buffer("<").appendBuffer(bytes));
    try (Socket another = new Socket(client.getInetAddress(), client.getPort());
        Socket anotherServed = server.accept()) {
      anotherServed.setSoTimeout(PATIENCE_MILLIS);
      send(another, "x");
      assertThat(receive(anotherServed, 2)).isEqualTo("<x");
    }
  }
}
