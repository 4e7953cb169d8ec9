package io.chorus.history.api;

import static io.chorus.history.Messages.newRoom;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chorus.stack.test.Backends;
import io.chorus.stack.test.BehindTap;
import io.chorus.stack.test.HostileClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Readers of a PostgreSQL of which nothing is heard keep none of its connections. */
@QuarkusTest
@QuarkusTestResource(value = BehindTap.class, restrictToAnnotatedClass = true)
class SilentDatabaseTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** More than there are connections. */
  private static final int MANY = 30;

  private final String path = "/api/history/rooms/" + newRoom() + "/messages";

  @TestHTTPResource("/")
  URI service;

  private Response get() {
    return given().auth().oauth2(Backends.tokens().mint("u1")).get(path);
  }

  private List<CompletableFuture<Integer>> ask() {
    return IntStream.range(0, MANY)
        .mapToObj(
            i ->
                CompletableFuture.supplyAsync(
                        () -> get().statusCode(), task -> Thread.ofVirtual().start(task))
                    .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .toList();
  }

  @AfterEach
  void mend() {
    BehindTap.tap().turn(true);
  }

  private void everybodyIsServedAgain() {
    BehindTap.tap().turn(true);
    // Connections that were being made meanwhile may still end.
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(ask()).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(200)));
  }

  @Test
  void thoseWhoWaitAreToldInTimeAndServedWhenItIsBack() {
    await().atMost(PATIENCE).until(() -> get().statusCode() == 200);
    BehindTap.tap().turn(false);

    assertThat(ask())
        .allSatisfy(
            answer -> assertThat(answer.join()).as("told, and not left waiting").isEqualTo(503));

    everybodyIsServedAgain();
  }

  @Test
  void thoseWhoGoAwayMeanwhileTakeNothingWithThem() throws IOException {
    await().atMost(PATIENCE).until(() -> get().statusCode() == 200);
    BehindTap.tap().turn(false);

    for (int round = 0; round < 3; round++) {
      List<HostileClient> clients = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        clients.add(new HostileClient(service).head("GET " + path, Backends.tokens().mint("u1")));
      }
      // All of theirs were taken before: connections are served in their order.
      assertThat(given().get(path).statusCode()).isEqualTo(401);
      for (HostileClient client : clients) {
        client.close();
      }
    }

    everybodyIsServedAgain();
  }
}
