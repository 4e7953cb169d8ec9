package io.chorus.checker.notice;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.awaitility.Awaitility;

/**
 * The notifications' HTTP interface, each call by another entrance. Blocks; for virtual threads.
 */
final class Api {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration AGAIN = Duration.ofMillis(200);

  private final HttpClient http;
  private final List<String> entrances;
  private final String token;
  private final RandomGenerator random;

  Api(HttpClient http, List<String> entrances, String token, RandomGenerator random) {
    this.http = http;
    this.entrances = entrances;
    this.token = token;
    this.random = random;
  }

  /** An answer; of no status where none came. */
  record Answer(int status, JsonObject body) {
    private static final Answer NONE = new Answer(0, new JsonObject());

    boolean isOk() {
      return status >= 200 && status < 300;
    }

    /** Whether it says that this can never be done. */
    boolean isRefusal() {
      return status == 400 || status == 403 || status == 413 || status == 422;
    }
  }

  /** Asks again and again until it is answered well, for as long as it takes. */
  static Answer untilOk(Callable<Answer> ask) {
    return Awaitility.await()
        .forever()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(AGAIN)
        .until(ask, Answer::isOk);
  }

  Answer get(String path) throws InterruptedException {
    return send(request(path).GET());
  }

  Answer post(String path, JsonObject body, String key) throws InterruptedException {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.encode()));
    return send(key == null ? request : request.header("Idempotency-Key", key));
  }

  /** Opens the stream after that cursor. */
  HttpResponse<InputStream> stream(Long after) throws IOException, InterruptedException {
    HttpRequest.Builder request = request("/api/notifications/stream");
    if (after != null) {
      request.header("Last-Event-ID", after.toString());
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
  }

  private HttpRequest.Builder request(String path) {
    String entrance = entrances.get(random.nextInt(entrances.size()));
    return HttpRequest.newBuilder(URI.create(entrance + path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token);
  }

  private Answer send(HttpRequest.Builder request) throws InterruptedException {
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      String body = answer.body();
      return new Answer(
          answer.statusCode(), body.startsWith("{") ? new JsonObject(body) : new JsonObject());
    } catch (IOException e) {
      return Answer.NONE;
    }
  }
}
