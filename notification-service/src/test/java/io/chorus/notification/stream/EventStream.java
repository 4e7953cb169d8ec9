package io.chorus.notification.stream;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client of the stream that keeps all lines. Its place is known as soon as it is made. */
final class EventStream implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final HttpResponse<InputStream> response;

  EventStream(String url, String token, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    Thread.startVirtualThread(this::read);
  }

  private void read() {
    try (var reader = new java.io.BufferedReader(new java.io.InputStreamReader(response.body()))) {
      reader.lines().forEach(lines::add);
    } catch (IOException | java.io.UncheckedIOException e) {
      // It ends either way.
    }
    ended.complete(null);
  }

  HttpResponse<InputStream> response() {
    return response;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  /** The ids of all events received up to now. */
  List<Long> cursors() {
    return lines.stream()
        .filter(line -> line.startsWith("id:"))
        .map(line -> Long.valueOf(line.substring(3)))
        .toList();
  }

  boolean hasEnded() {
    return ended.isDone();
  }

  @Override
  public void close() throws IOException {
    response.body().close();
  }
}
