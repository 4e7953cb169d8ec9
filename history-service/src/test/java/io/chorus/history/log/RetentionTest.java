package io.chorus.history.log;

import static io.chorus.history.Messages.inTime;
import static io.chorus.history.Messages.newRoom;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.chorus.history.Changes;
import io.chorus.model.message.LogEntry;
import io.chorus.stack.test.Backends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What is too old is gone, with all that was kept of it; what is not is as it was. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class RetentionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<String> TABLES =
      List.of("message", "change", "reaction", "mention", "searchable");

  /** Older than this is everything by PostgreSQL's clock, whatever places tests make up. */
  private static final long ANY_AGE = -TimeUnit.DAYS.toMicros(36_500);

  @Inject LogWriter writer;
  @Inject Retention retention;
  @Inject NewestPlace newest;
  @Inject MessageLog log;
  @Inject Pool pool;

  private final String room = newRoom();
  private final Changes changes = new Changes(room);

  /** A place behind everything that was removed so far. */
  private long begin() {
    return Math.max(newest.now(), 1_795_000_000_000_000L) + 1_000_000_000;
  }

  private void store(LogEntry... entries) {
    writer.store(inTime(List.of(entries))).await().atMost(PATIENCE);
  }

  /** Places of this test are final from then on, as all are that are removed. */
  private void becomesFinal(long at) {
    store(new Changes(newRoom()).message("later", at + 60_000_000));
  }

  private void removeUpTo(long place) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> !retention.remove(place, ANY_AGE).await().atMost(PATIENCE));
  }

  private long rows(String table) {
    return pool.preparedQuery("SELECT count(*) FROM history." + table + " WHERE room_id = $1")
        .execute(Tuple.of(room))
        .await()
        .atMost(PATIENCE)
        .iterator()
        .next()
        .getLong(0);
  }

  private ValidatableResponse get(String path) {
    return given()
        .auth()
        .oauth2(Backends.tokens().mint("u2"))
        .get("/api/history/rooms" + path)
        .then()
        .statusCode(200);
  }

  @Test
  void pagesAndTheLogBeginWithTheOldestThatIsKept() {
    long at = begin();
    store(changes.message("a", at + 1), changes.message("b", at + 2));
    store(changes.edit("b", "edited", at + 3), changes.message("c", at + 4));
    store(changes.reply("d", "c", at + 5), changes.edit("c", "as it is", at + 6));

    becomesFinal(at);
    removeUpTo(at + 3);

    get("/" + room + "/messages?before=" + (at + 5))
        .body("messages.content", contains("as it is"))
        .body("messages[0].replies", equalTo(1))
        .body("messages[0].prev", equalTo(at + 3))
        .body("hasMore", equalTo(false))
        .body("asOf", equalTo(at + 6));
    get("/" + room + "/messages?after=" + at)
        .body("messages.id", contains("c", "d"))
        .body("hasMore", equalTo(false));
    get("/" + room + "/log?after=0")
        .body("entries.data.cursor", contains(at + 4, at + 5, at + 6))
        .body("hasMore", equalTo(false));
    get("").body("rooms[0].roomId", equalTo(room)).body("rooms[0].unread", equalTo(1));
  }

  @Test
  void nothingIsLeftOfWhatIsRemoved() {
    long at = begin();
    String mentions = "{\"mentions\":[\"u7\"]}";
    store(changes.message("a", mentions, at + 1));
    store(changes.edit("a", "x", mentions, at + 2), changes.reaction("a", "u3", "+", true, at + 3));
    store(changes.message("b", mentions, at + 5));
    store(changes.edit("b", "y", mentions, at + 6), changes.reaction("b", "u3", "+", true, at + 7));
    Awaitility.await().atMost(PATIENCE).until(() -> rows("searchable") == 2);

    becomesFinal(at);
    removeUpTo(at + 4);
    assertThat(TABLES).extracting(this::rows).containsExactly(1L, 2L, 1L, 2L, 1L);
    get("/" + room + "/messages").body("messages[0].reactions[0].count", equalTo(1));

    removeUpTo(at + 8);
    assertThat(TABLES).extracting(this::rows).containsOnly(0L);
    get("/" + room + "/messages").body("messages", hasSize(0)).body("asOf", equalTo(0));
    get("").body("rooms.roomId", not(hasItem(room)));
  }

  @Test
  void aMessageIsNeverLeftAsItWasBeforeItsEdit() {
    long at = begin();
    removeUpTo(at);
    LogEntry[] many =
        LongStream.rangeClosed(1, 1500)
            .mapToObj(i -> changes.message("m" + i, at + i))
            .toArray(LogEntry[]::new);
    store(many);
    store(changes.edit("m1500", "edited", at + 1600));
    becomesFinal(at);

    // As many as are removed at once, of those that are old: the edit is, too.
    assertThat(retention.remove(at + 2000, ANY_AGE).await().atMost(PATIENCE)).isTrue();

    assertThat(rows("message")).isEqualTo(500);
    get("/" + room + "/messages?limit=1").body("messages.content", contains("edited"));
    removeUpTo(at + 2000);
    assertThat(rows("change")).isZero();
  }

  @Test
  void aMessageToWhichVeryMuchBelongsGoesWhenAllOfThatHasGone() {
    long at = begin();
    removeUpTo(at);
    store(changes.message("a", at + 1), changes.message("b", at + 2));
    pool.preparedQuery(
            "INSERT INTO history.mention (user_id, room_id, cursor, sender_id, id)"
                + " SELECT 'user-' || n, $1, $2 + 10, 'u1', 'a' FROM generate_series(1, 15000) AS n")
        .execute(Tuple.of(room, at))
        .await()
        .atMost(PATIENCE);
    becomesFinal(at);

    assertThat(retention.remove(at + 5, ANY_AGE).await().atMost(PATIENCE)).isTrue();
    assertThat(rows("mention")).isEqualTo(5_000);
    assertThat(rows("message")).isEqualTo(2);

    assertThat(retention.remove(at + 5, ANY_AGE).await().atMost(PATIENCE)).isFalse();
    assertThat(rows("mention")).isZero();
    assertThat(rows("message")).isZero();
  }

  @Test
  void replicasDoNotStandInEachOthersWay() {
    long at = begin();
    store(changes.message("a", at + 1), changes.message("b", at + 2), changes.message("c", at + 9));

    Uni.join()
        .all(LongStream.range(0, 4).mapToObj(i -> retention.remove(at + 5, ANY_AGE)).toList())
        .andFailFast()
        .await()
        .atMost(PATIENCE);

    assertThat(rows("message")).isEqualTo(1);
  }

  @Test
  void aClockOfStampsThatLeapsRemovesNothing() {
    long at = begin();
    store(changes.message("a", at + 1));

    retention.remove(at + 2, TimeUnit.DAYS.toMicros(36_500)).await().atMost(PATIENCE);

    assertThat(rows("message")).isEqualTo(1);
  }

  @Test
  void placesDoNotFallBehindWhatWasRemoved() {
    long at = begin();
    store(changes.message("a", at + 1));

    removeUpTo(at + 1);

    assertThat(log.newestPlace().await().atMost(PATIENCE)).isGreaterThanOrEqualTo(at + 1);
  }

  @Test
  void noneIsKeptForLessThanAnHour() {
    assertThatThrownBy(() -> Retention.demandEnough(Optional.of(Duration.ofMinutes(59))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("chorus.history.retention");
    Retention.demandEnough(Optional.of(Duration.ofHours(1)));
    Retention.demandEnough(Optional.empty());
  }
}
