package io.chorus.notification.stream;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chorus.bus.Bus;
import io.chorus.model.notification.UserChannels;
import io.chorus.stack.test.Backends;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backends.class)
@TestProfile(RedisLossTest.OwnInstance.class)
class RedisLossTest {
  /** An instance of its own: others may have missed so much that everybody is told at once. */
  public static class OwnInstance implements QuarkusTestProfile {}

  @TestHTTPResource("/api/notifications/stream")
  URL url;

  @TestHTTPResource(value = "/health/ready", management = true)
  URI ready;

  @Inject Bus bus;
  @Inject MeterRegistry metrics;

  private final String user = "user-" + UUID.randomUUID();
  private boolean stopped;

  @AfterEach
  void restore() {
    if (stopped) {
      Backends.redis().start();
    }
    await().until(bus::isLive);
  }

  @Test
  void whatWasSentWhileRedisWasAwayComesLaterAndClientsAreToldToLook() throws Exception {
    List<String> heard = new CopyOnWriteArrayList<>();
    bus.subscribe(UserChannels.of("listening-" + user), e -> heard.add(e.toString()))
        .toCompletionStage()
        .toCompletableFuture()
        .get();
    try (EventStream stream = new EventStream(url.toString(), Backends.tokens().mint(user))) {
      await().until(() -> stream.lines().contains(":hello"));
      Backends.redis().stop();
      stopped = true;

      given()
          .contentType("application/json")
          .auth()
          .oauth2(Backends.tokens().mint("shop", "notifier"))
          .body(
              Map.of(
                  "userIds", List.of(user, "listening-" + user), "type", "t", "message", "missed"))
          .post("/api/notifications")
          .then()
          .statusCode(202);
      await()
          .until(() -> metrics.get("chorus.notifications.publish.failed").counter().count() >= 2);
      await().until(() -> !bus.isLive());
      given().get(ready).then().statusCode(200);
      Backends.redis().start();
      stopped = false;

      await().until(() -> stream.cursors().size() == 1);
      await().until(() -> heard.contains("e -\n{\"event\":\"resync\",\"data\":{}}"));
      assertThat(heard).noneMatch(envelope -> envelope.contains("missed"));
    }
  }
}
