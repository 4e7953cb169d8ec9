package io.chorus.history;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;

/**
 * What PostgreSQL would do for statements that it plans while the log is empty, as it does once for
 * each connection of a suite that is new.
 */
public final class Plans {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** What grows with what is said. */
  private static final Set<String> LARGE =
      Set.of("message", "change", "reaction", "member", "mention", "searchable");

  private Plans() {}

  /**
   * Asserts that none goes through the whole of a table that may be large, or of its index.
   *
   * @param analyzed whether PostgreSQL has noticed that the tables are empty
   * @param statements by their names
   */
  public static void assertGoThroughNone(
      Pool pool, boolean analyzed, Map<String, String> statements) {
    SoftAssertions all = new SoftAssertions();
    statements.forEach(
        (name, statement) ->
            all.assertThat(wholeScans(pool, analyzed, statement)).as(name).isEmpty());
    all.assertAll();
  }

  /**
   * Where a statement goes through the whole of a table that may be large, or of its index.
   *
   * @param analyzed whether PostgreSQL has noticed that the tables are empty
   */
  public static List<String> wholeScans(Pool pool, boolean analyzed, String statement) {
    String tables = String.join(", ", LARGE.stream().map("history."::concat).toList());
    SqlConnection connection = pool.getConnection().await().atMost(PATIENCE);
    try {
      ask(connection, "BEGIN");
      ask(connection, "TRUNCATE " + tables);
      // What was seen of rows that are gone: a suite that is new has seen none.
      ask(
          connection,
          "DELETE FROM pg_statistic WHERE starelid IN (SELECT oid FROM pg_class"
              + " WHERE relnamespace = 'history'::regnamespace)");
      if (analyzed) {
        ask(connection, "ANALYZE " + tables);
      }
      return wholeScans(ask(connection, "EXPLAIN (GENERIC_PLAN, FORMAT JSON) " + statement));
    } finally {
      ask(connection, "ROLLBACK");
      connection.close().await().atMost(PATIENCE);
    }
  }

  private static JsonArray ask(SqlConnection connection, String statement) {
    var rows = connection.query(statement).execute().await().atMost(PATIENCE);
    return rows.size() == 0 ? null : rows.iterator().next().getJsonArray(0);
  }

  private static List<String> wholeScans(JsonArray plan) {
    List<String> found = new ArrayList<>();
    steps(plan.getJsonObject(0).getJsonObject("Plan"))
        .filter(Plans::isWhole)
        .forEach(it -> found.add(it.getString("Node Type") + " of " + table(it)));
    return found;
  }

  private static Stream<JsonObject> steps(JsonObject step) {
    return Stream.concat(
        Stream.of(step),
        step.getJsonArray("Plans", new JsonArray()).stream().flatMap(it -> steps((JsonObject) it)));
  }

  private static boolean isWhole(JsonObject step) {
    return switch (step.getString("Node Type")) {
      case "Seq Scan" -> LARGE.contains(table(step));
      case "Index Scan", "Index Only Scan", "Bitmap Index Scan" -> !step.containsKey("Index Cond");
      default -> false;
    };
  }

  private static String table(JsonObject step) {
    return step.getString("Relation Name", step.getString("Index Name"));
  }
}
