package io.chorus.history.log;

import static io.chorus.history.Messages.inTime;
import static io.chorus.history.Messages.newRoom;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.history.Changes;
import io.chorus.model.message.LogEntry;
import io.chorus.stack.test.Backends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What came in an unusual order is right in the tables too, once it is final. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class FollowUpTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Inject LogWriter writer;
  @Inject FollowUp followUp;
  @Inject NewestPlace newest;
  @Inject Pool pool;

  private static final String EDITS_WITH_CONTENT =
      "SELECT count(*) FROM history.change WHERE room_id = $1 AND event = 'message_edited'"
          + " AND (content <> '' OR metadata IS NOT NULL)";

  private final String room = newRoom();
  private final Changes changes = new Changes(room);

  private void store(LogEntry... entries) {
    writer.store(inTime(List.of(entries))).await().atMost(PATIENCE);
  }

  private String value(String statement) {
    var rows = pool.preparedQuery(statement).execute(Tuple.of(room)).await().atMost(PATIENCE);
    return rows.size() == 0 ? null : String.valueOf(rows.iterator().next().getValue(0));
  }

  /** A place behind everything that was followed up so far. */
  private long begin() {
    return Math.max(newest.now(), 1_795_000_000_000_000L) + 1_000_000_000;
  }

  private void becomesFinal(long place) {
    String elsewhere = newRoom();
    store(new Changes(elsewhere).message("later", place + 60_000_000));
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> {
              followUp.step().await().atMost(PATIENCE);
              return Long.parseLong(
                      value(
                          "SELECT min(cursor) FROM history.progress WHERE $1::text IS NOT NULL"
                              + " AND task IN ('members', 'words')"))
                  >= place;
            });
    Awaitility.await().atMost(PATIENCE).until(() -> !followUp.step().await().atMost(PATIENCE));
  }

  @Test
  void whatWasDeletedBeforeItCameIsErasedAndWhatWasEditedIsFoundAsItIs() {
    long at = begin();
    store(changes.deletion("a", at + 2), changes.edit("b", "newest words", at + 4));
    store(changes.message("a", "{\"k\":1}", at + 1), changes.message("b", at + 3));

    becomesFinal(at + 10);

    assertThat(value("SELECT content FROM history.message WHERE room_id = $1 AND id = 'a'"))
        .isEmpty();
    assertThat(value("SELECT metadata FROM history.message WHERE room_id = $1 AND id = 'a'"))
        .isEqualTo("null");
    assertThat(value("SELECT count(*) FROM history.searchable WHERE room_id = $1")).isEqualTo("1");
    assertThat(value("SELECT words::text FROM history.searchable WHERE room_id = $1"))
        .contains("newest");
  }

  @Test
  void aMessageOfManyEditsIsErasedInStepsAndReadByNobodyMeanwhile() {
    long at = begin();
    store(changes.message("a", at + 1));
    store(
        LongStream.rangeClosed(1, 1_300)
            .mapToObj(i -> changes.edit("a", "edit " + i, "{\"k\":1}", at + 1 + i))
            .toArray(LogEntry[]::new));

    store(changes.deletion("a", at + 2_000));

    assertThat(value(EDITS_WITH_CONTENT)).isEqualTo("1200");
    assertThat(value(EDITS_WITH_CONTENT + " AND cursor > " + (at + 1_201))).isEqualTo("0");
    String export =
        given()
            .auth()
            .oauth2(Backends.tokens().mint("op", "admin"))
            .get("/api/history/users/u1/export")
            .then()
            .statusCode(200)
            .extract()
            .asString();
    assertThat(export).contains(room).doesNotContain("edit 7\"");

    becomesFinal(at + 3_000);
    assertThat(value(EDITS_WITH_CONTENT)).isEqualTo("0");
  }

  @Test
  void whatItHasNothingToDoWithIsLookedAtOnce() {
    long at = begin();
    store(changes.message("a", at + 1), changes.reaction("a", "u2", "👍", true, at + 2));

    becomesFinal(at + 10);

    assertThat(
            Long.parseLong(
                value(
                    "SELECT min(cursor) FROM history.progress WHERE $1 <> '' AND task IN"
                        + " ('members', 'erase', 'reactions', 'words', 'words-of-edits')")))
        .isGreaterThanOrEqualTo(at + 2);
  }

  @Test
  void reactionsThatWereTakenBackAreForgotten() {
    long at = begin();
    store(
        changes.message("a", at + 1),
        changes.reaction("a", "u2", "👍", true, at + 2),
        changes.reaction("a", "u2", "🎉", true, at + 3),
        changes.reaction("a", "u2", "👍", false, at + 4),
        changes.reaction("a", "u3", "👀", false, at + 5));

    becomesFinal(at + 10);

    assertThat(value("SELECT string_agg(reaction, '') FROM history.reaction WHERE room_id = $1"))
        .isEqualTo("🎉");
  }

  @Test
  void whatAnOlderReplicaHasStoredIsFoundAndMakesAMember() {
    long at = begin();
    pool.preparedQuery(
            "INSERT INTO history.message (room_id, cursor, prev, id, user_id, username, content)"
                + " VALUES ($1, $2, 0, 'm', 'old-timer', 'Old', 'hello there')")
        .execute(Tuple.of(room, at))
        .await()
        .atMost(PATIENCE);

    becomesFinal(at + 10);

    assertThat(value("SELECT words::text FROM history.searchable WHERE room_id = $1"))
        .contains("hello");
    assertThat(value("SELECT user_id FROM history.member WHERE room_id = $1"))
        .isEqualTo("old-timer");
  }
}
