package io.chorus.checker.client;

import io.chorus.stack.token.Tokens;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Reads all that is there in the end, on a loop of its own: no client waits for it. Its methods
 * block their caller.
 */
final class Inspector implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final HttpClient http = vertx.createHttpClient();
  private final List<String> rooms;
  private final List<String> replicas;
  private final Tokens tokens;
  private final SplittableRandom randoms;
  private final HistoryReader history;

  Inspector(List<String> rooms, Entrances entrances, SplittableRandom randoms) {
    this.rooms = rooms;
    this.replicas = entrances.history();
    this.tokens = entrances.tokens();
    this.randoms = randoms;
    this.history = reader("judge");
  }

  private HistoryReader reader(String userId) {
    return new HistoryReader(vertx, http, replicas, tokens.mint(userId), randoms.split());
  }

  /** The whole log of every room, oldest first; also of those that nobody may write to. */
  Map<String, List<Entry>> histories() {
    Map<String, List<Entry>> all = new LinkedHashMap<>();
    Stream.concat(rooms.stream(), rooms.stream().map(Offence::elsewhere))
        .forEach(room -> all.put(room, await(history.after(room, 0))));
    return all;
  }

  /** Every room as each replica gives it, by replica and room. */
  Map<String, Map<String, HistoryReader.State>> states() {
    Map<String, Map<String, HistoryReader.State>> all = new LinkedHashMap<>();
    for (String replica : replicas) {
      Map<String, HistoryReader.State> states = new LinkedHashMap<>();
      rooms.forEach(room -> states.put(room, await(history.state(replica, room))));
      all.put(replica, states);
    }
    return all;
  }

  /** How far these users have read, and what is left. */
  List<Marker> markers(List<String> userIds) {
    return userIds.stream().flatMap(this::markers).toList();
  }

  private Stream<Marker> markers(String userId) {
    return await(reader(userId).rooms()).stream().map(room -> Marker.of(userId, (JsonObject) room));
  }

  private static <T> T await(Future<T> answer) {
    return answer.toCompletionStage().toCompletableFuture().join();
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
