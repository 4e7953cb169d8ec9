package io.chorus.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A client of the event stream that comes back after every loss, as browsers do. */
final class ResumingStream implements AutoCloseable {
  private static final long PAUSE_MILLIS = 100;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI stream;
  private final String token;
  private final List<Long> cursors = new CopyOnWriteArrayList<>();
  private final CountDownLatch connected = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile int connections;

  /** Returns when the stream is open. */
  ResumingStream(String service, String token) throws InterruptedException {
    this.stream = URI.create(service + "/api/notifications/stream");
    this.token = token;
    Thread.startVirtualThread(this::run);
    if (!connected.await(10, TimeUnit.SECONDS)) {
      throw new AssertionError("no stream");
    }
  }

  /** The ids of all events, in the order in which they came. */
  List<Long> cursors() {
    return List.copyOf(cursors);
  }

  /** How often it had to connect. */
  int connections() {
    return connections;
  }

  private void run() {
    try {
      while (!closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        listen();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void listen() throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(stream).header("Authorization", "Bearer " + token);
    if (!cursors.isEmpty()) {
      request.header("Last-Event-ID", cursors.getLast().toString());
    }
    try {
      HttpResponse<InputStream> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      if (response.statusCode() != 200) {
        return;
      }
      connections++;
      connected.countDown();
      new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))
          .lines()
          .filter(line -> line.startsWith("id:"))
          .map(line -> Long.valueOf(line.substring("id:".length())))
          .forEach(cursors::add);
    } catch (IOException | UncheckedIOException e) {
      // Lost: it comes back.
    }
  }

  @Override
  public void close() {
    closed.countDown();
    http.shutdownNow();
  }
}
