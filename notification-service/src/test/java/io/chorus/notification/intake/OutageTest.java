package io.chorus.notification.intake;

import static io.chorus.notification.intake.Callers.PROBLEM;
import static io.chorus.notification.intake.Callers.post;
import static io.chorus.notification.intake.Callers.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.chorus.bus.Bus;
import io.chorus.model.notification.UserChannels;
import io.chorus.stack.test.Backends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Transaction;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What callers see while PostgreSQL or Redis is slow or away. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
@TestProfile(OutageTest.Impatient.class)
class OutageTest {
  private static final Duration BOUND = Duration.ofSeconds(20);

  private static final String WAITING =
      "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'";

  public static class Impatient implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "chorus.notifications.store-within", "2s",
          "chorus.notifications.max-being-stored", "1");
    }
  }

  @Inject Pool pool;
  @Inject Bus bus;

  private final String user = UUID.randomUUID().toString();

  private Map<String, String> notification() {
    return Map.of("userId", user, "type", "t", "message", "m");
  }

  private long stored() {
    return count("SELECT count(*) FROM notification.recipient WHERE user_id = '" + user + "'");
  }

  private long count(String sql) {
    return pool.query(sql).execute().await().atMost(BOUND).iterator().next().getLong(0);
  }

  private static void isRefused(Object body, String code) {
    post(body).statusCode(503).contentType(PROBLEM).body("code", equalTo(code));
  }

  @Test
  void whatIsStoredLateIsRefusedInTimeAndStillSent() throws Exception {
    List<String> heard = new CopyOnWriteArrayList<>();
    bus.subscribe(UserChannels.of(user), envelope -> heard.add(envelope.toString()))
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
    var connection = pool.getConnection().await().atMost(BOUND);
    Transaction blocking = connection.begin().await().atMost(BOUND);
    connection
        .query("SELECT last FROM notification.clock FOR UPDATE")
        .execute()
        .await()
        .atMost(BOUND);

    var first =
        CompletableFuture.runAsync(
            () -> isRefused(notification(), "not_stored"), task -> Thread.ofVirtual().start(task));
    Awaitility.await().until(() -> count(WAITING) == 1);
    isRefused(Map.of("broadcast", true, "type", "t", "message", "m"), "overloaded");
    first.get(10, TimeUnit.SECONDS);
    assertThat(heard).isEmpty();
    blocking.rollback().await().atMost(BOUND);
    connection.close().await().atMost(BOUND);

    Awaitility.await().until(() -> heard.size() == 1);
    assertThat(stored()).isEqualTo(1);
    Awaitility.await().untilAsserted(() -> post(notification()).statusCode(202));
  }

  @Test
  void withoutADatabaseNothingIsAcceptedAndWithItAgainAllIsWell() {
    Backends.postgres().stop();
    try {
      isRefused(notification(), "not_stored");
      for (String path : List.of("/api/notifications", "/api/notifications/stream")) {
        with(Backends.tokens().mint(user))
            .get(path)
            .then()
            .statusCode(503)
            .contentType(PROBLEM)
            .body("code", equalTo("overloaded"));
      }
    } finally {
      Backends.postgres().start();
    }

    Awaitility.await().untilAsserted(() -> post(notification()).statusCode(202));
    assertThat(stored()).isEqualTo(1);
  }

  @Test
  void withoutRedisNotificationsAreStoredAllTheSame() {
    Backends.redis().stop();
    try {
      post(notification()).statusCode(202);
    } finally {
      Backends.redis().start();
    }

    assertThat(stored()).isEqualTo(1);
    Awaitility.await().until(bus::isLive);
  }
}
