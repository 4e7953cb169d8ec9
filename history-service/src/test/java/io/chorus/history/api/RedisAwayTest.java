package io.chorus.history.api;

import static io.chorus.history.Messages.inTime;
import static io.chorus.history.Messages.message;
import static io.chorus.history.Messages.newRoom;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.chorus.bus.Bus;
import io.chorus.history.log.LogWriter;
import io.chorus.stack.test.Backends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backends.class)
class RedisAwayTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TestHTTPResource(value = "/health/ready", management = true)
  URI ready;

  @Inject Bus bus;
  @Inject LogWriter writer;

  private final String room = newRoom();

  @BeforeEach
  void loseRedis() {
    Awaitility.await().atMost(PATIENCE).until(bus::isLive);
    writer.store(inTime(List.of(message(room, "m1", 1)))).await().atMost(PATIENCE);
    Backends.redis().stop();
    Awaitility.await().atMost(PATIENCE).until(() -> !bus.isLive());
  }

  @AfterEach
  void findRedis() {
    Backends.redis().start();
    Awaitility.await().atMost(PATIENCE).until(bus::isLive);
  }

  @Test
  void theHistoryIsReadAndTheServiceIsReadyForThatAndSaysThatNothingCanArrive() {
    given()
        .auth()
        .oauth2(Backends.tokens().mint("ada"))
        .get("/api/history/rooms/{room}/messages", room)
        .then()
        .statusCode(200)
        .body("messages.id", contains("m1"));
    given()
        .get(ready)
        .then()
        .statusCode(200)
        .body("checks.find { it.name == 'bus' }.data.live", equalTo(false));
  }
}
