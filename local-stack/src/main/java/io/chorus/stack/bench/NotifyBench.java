package io.chorus.stack.bench;

import io.chorus.stack.Suite;
import io.chorus.stack.token.TokenRequest;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.IntStream;

/**
 * One notification to many users, some of whom are connected over all chat instances: how long
 * until it is accepted, and until the last socket has it. Both from the moment it is posted.
 */
public final class NotifyBench {
  private static final int RECIPIENTS = 10_000;
  private static final int CONNECTED = 2_000;
  private static final int ROUNDS = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Suite suite;
  private final PrintWriter out;
  private final HttpClient http = HttpClient.newHttpClient();
  private volatile Expectation expectation = new Expectation("", 0);

  /**
   * @param suite running
   */
  public NotifyBench(Suite suite, PrintWriter out) {
    this.suite = suite;
    this.out = out;
  }

  /** Prints a line a round; the first ones warm up. */
  public void run() throws IOException, InterruptedException {
    Vertx vertx = Vertx.vertx();
    try {
      Crowd.connect(
          vertx,
          suite,
          Speech.NATIVE,
          CONNECTED,
          NotifyBench::user,
          (user, frame) -> expectation.received(frame),
          PATIENCE);
      int instances = suite.content().chat().size();
      out.printf(
          "%d recipients, %d of them connected over %d chat instances%n",
          RECIPIENTS, CONNECTED, instances);
      for (int round = 1; round <= ROUNDS; round++) {
        round(round);
      }
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
      http.close();
    }
  }

  private void round(int round) throws IOException, InterruptedException {
    String message = "round " + round;
    HttpRequest post = post(message);
    expectation = new Expectation(message, CONNECTED);
    long start = System.nanoTime();
    HttpResponse<String> answer = http.send(post, HttpResponse.BodyHandlers.ofString());
    long accepted = System.nanoTime();
    if (answer.statusCode() != 202) {
      throw new IllegalStateException(
          "answered with " + answer.statusCode() + ": " + answer.body());
    }
    long last = expectation.await(PATIENCE);
    out.printf(
        "%s: accepted after %d ms, at the last socket after %d ms%n",
        message, (accepted - start) / 1_000_000, (last - start) / 1_000_000);
    out.flush();
  }

  private HttpRequest post(String message) {
    JsonArray users = new JsonArray();
    IntStream.range(0, RECIPIENTS).mapToObj(NotifyBench::user).forEach(users::add);
    JsonObject body =
        new JsonObject().put("userIds", users).put("type", "bench").put("message", message);
    String token = suite.tokens().mint(TokenRequest.user("bench").withRoles("notifier"));
    return HttpRequest.newBuilder(URI.create(suite.gateway().url() + "/api/notifications"))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
        .build();
  }

  private static String user(int number) {
    return "bench-" + number;
  }
}
