package io.chorus.history.api;

import static io.chorus.history.Messages.inTime;
import static io.chorus.history.Messages.newRoom;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.chorus.history.Changes;
import io.chorus.history.log.LogWriter;
import io.chorus.history.log.LogWriter.Fate;
import io.chorus.history.log.NewestPlace;
import io.chorus.model.ingest.Refused;
import io.chorus.model.message.LogEntry;
import io.chorus.stack.test.Backends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an operator says about changes and search: how old an edit may be, how many reactions. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
@TestProfile(LogSettingsTest.Configured.class)
class LogSettingsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long SECOND = 1_000_000;

  public static class Configured implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "chorus.changes.edit-within", "10s",
          "chorus.changes.reactions-per-user", "1",
          "chorus.search.enabled", "false");
    }
  }

  @Inject LogWriter writer;
  @Inject NewestPlace newest;

  private final Changes changes = new Changes(newRoom());

  private Fate store(LogEntry entry) {
    return writer.store(inTime(List.of(entry))).await().atMost(PATIENCE).fates().getFirst();
  }

  @Test
  void anEditThatIsTooFarBehindItsMessageIsRefusedAndADeletionIsNot() {
    long at = newest.now() + 1_000 * SECOND;
    store(changes.message("a", at));

    assertThat(store(changes.edit("a", "in time", at + 10 * SECOND)).refused()).isNull();
    assertThat(store(changes.edit("a", "late", at + 10 * SECOND + 1)).refused())
        .isEqualTo(Refused.TOO_OLD);
    assertThat(store(changes.reaction("a", "u2", "x", true, at + 20 * SECOND)).refused()).isNull();
    assertThat(store(changes.deletion("a", at + 30 * SECOND)).refused()).isNull();
  }

  @Test
  void aReactionGivesPlaceToAnotherOnceItIsTakenBack() {
    long at = newest.now() + 1_000 * SECOND;
    store(changes.message("a", at));
    store(changes.reaction("a", "u2", "x", true, at + 1));

    assertThat(store(changes.reaction("a", "u2", "y", true, at + 2)).refused())
        .isEqualTo(Refused.TOO_MANY);
    assertThat(store(changes.reaction("a", "u3", "y", true, at + 3)).refused()).isNull();
    assertThat(store(changes.reaction("a", "u2", "x", false, at + 4)).refused()).isNull();
    assertThat(store(changes.reaction("a", "u2", "y", true, at + 5)).refused()).isNull();
  }

  @Test
  void whereNothingIsSearchedThereIsNoSearch() {
    given()
        .auth()
        .oauth2(Backends.tokens().mint("reader"))
        .get("/api/history/search?q=hello")
        .then()
        .statusCode(404)
        .body("code", equalTo("not_found"));
  }
}
