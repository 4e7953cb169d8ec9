package io.chorus.checker.client;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Reads rooms from whichever history replica answers, for as long as it takes. */
public final class HistoryReader {
  private static final int PAGE = 200;
  private static final long ANSWER_MILLIS = 2_500;
  private static final long AGAIN_MILLIS = 200;

  private final Vertx vertx;
  private final HttpClient http;
  private final List<String> replicas;
  private final String token;
  private final RandomGenerator random;

  HistoryReader(
      Vertx vertx, HttpClient http, List<String> replicas, String token, RandomGenerator random) {
    this.vertx = vertx;
    this.http = http;
    this.replicas = replicas;
    this.token = token;
    this.random = random;
  }

  /** Everything after that cursor, oldest first. */
  public Future<List<Message>> after(String roomId, long cursor) {
    return more(roomId, cursor, new ArrayList<>());
  }

  private Future<List<Message>> more(String roomId, long cursor, List<Message> read) {
    return page(roomId, cursor)
        .compose(
            page -> {
              JsonArray messages = page.getJsonArray("messages");
              for (int i = 0; i < messages.size(); i++) {
                read.add(Message.of(messages.getJsonObject(i)));
              }
              return page.getBoolean("hasMore")
                  ? more(roomId, read.getLast().cursor(), read)
                  : Future.succeededFuture(read);
            });
  }

  private Future<JsonObject> page(String roomId, long cursor) {
    String replica = replicas.get(random.nextInt(replicas.size()));
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setTimeout(ANSWER_MILLIS)
            .setAbsoluteURI(
                "%s/api/history/rooms/%s/messages?limit=%d&after=%d"
                    .formatted(replica, roomId, PAGE, cursor))
            .putHeader("Authorization", "Bearer " + token);
    return http.request(options)
        .compose(HttpClientRequest::send)
        .compose(HistoryReader::answer)
        .timeout(ANSWER_MILLIS, TimeUnit.MILLISECONDS)
        .recover(
            failed ->
                vertx
                    .timer(AGAIN_MILLIS, TimeUnit.MILLISECONDS)
                    .compose(ignored -> page(roomId, cursor)));
  }

  private static Future<JsonObject> answer(HttpClientResponse response) {
    return response
        .body()
        .compose(
            body ->
                response.statusCode() == 200
                    ? Future.succeededFuture(body.toJsonObject())
                    : Future.failedFuture("status " + response.statusCode()));
  }
}
