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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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

  /** All entries after that cursor, oldest first. */
  public Future<List<Entry>> after(String roomId, long cursor) {
    return more(roomId, cursor, new ArrayList<>());
  }

  /**
   * A room's messages as one replica gives them.
   *
   * @param asOf the place that the last page is of
   */
  public record State(Map<EntryKey, MessageState> messages, long asOf) {}

  /** All messages of a room as they are, as one replica says. */
  Future<State> state(String replica, String roomId) {
    return state(replica, roomId, 0, new HashMap<>());
  }

  private Future<State> state(
      String replica, String roomId, long after, Map<EntryKey, MessageState> read) {
    return get(() -> replica, path(roomId, "messages", after))
        .compose(
            page -> {
              JsonArray messages = page.getJsonArray("messages");
              long last = after;
              for (int i = 0; i < messages.size(); i++) {
                JsonObject message = messages.getJsonObject(i);
                read.put(Entry.key(message), MessageState.of(message));
                last = message.getLong("cursor");
              }
              return page.getBoolean("hasMore")
                  ? state(replica, roomId, last, read)
                  : Future.succeededFuture(new State(read, page.getLong("asOf")));
            });
  }

  /** The reader's rooms as some replica lists them. */
  Future<JsonArray> rooms() {
    return get(this::anyReplica, "/api/history/rooms?limit=200")
        .map(page -> page.getJsonArray("rooms"));
  }

  private Future<List<Entry>> more(String roomId, long cursor, List<Entry> read) {
    return get(this::anyReplica, path(roomId, "log", cursor))
        .compose(
            page -> {
              JsonArray entries = page.getJsonArray("entries");
              for (int i = 0; i < entries.size(); i++) {
                JsonObject entry = entries.getJsonObject(i);
                read.add(Entry.of(entry.getString("event"), entry.getJsonObject("data")));
              }
              return page.getBoolean("hasMore")
                  ? more(roomId, read.getLast().cursor(), read)
                  : Future.succeededFuture(read);
            });
  }

  private static String path(String roomId, String what, long after) {
    return "/api/history/rooms/%s/%s?limit=%d&after=%d".formatted(roomId, what, PAGE, after);
  }

  private String anyReplica() {
    return replicas.get(random.nextInt(replicas.size()));
  }

  private Future<JsonObject> get(Supplier<String> replica, String path) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setTimeout(ANSWER_MILLIS)
            .setAbsoluteURI(replica.get() + path)
            .putHeader("Authorization", "Bearer " + token);
    return http.request(options)
        .compose(HttpClientRequest::send)
        .compose(HistoryReader::answer)
        .timeout(ANSWER_MILLIS, TimeUnit.MILLISECONDS)
        .recover(
            failed ->
                vertx
                    .timer(AGAIN_MILLIS, TimeUnit.MILLISECONDS)
                    .compose(ignored -> get(replica, path)));
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
