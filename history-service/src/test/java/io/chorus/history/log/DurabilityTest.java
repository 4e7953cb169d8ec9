package io.chorus.history.log;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasItem;

import io.chorus.stack.test.Backends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What PostgreSQL would lose is not promised. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class DurabilityTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TestHTTPResource(value = "/health/ready", management = true)
  URI health;

  @Inject Pool pool;

  @AfterEach
  void mend() {
    change("RESET ALL");
    awaitReadiness(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fsync", "full_page_writes", "synchronous_commit"})
  void whoseSettingsLoseCommitsWithThePowerIsNotReadyAndSaysWhy(String setting) {
    awaitReadiness(200);

    change("SET " + setting + " = off");

    awaitReadiness(503);
    given()
        .get(health)
        .then()
        .body("checks.findAll { it.name == 'durability' }.data.faults", hasItem(setting + "=off"));
  }

  private void change(String what) {
    pool.query("ALTER SYSTEM " + what).execute().await().atMost(PATIENCE);
    pool.query("SELECT pg_reload_conf()").execute().await().atMost(PATIENCE);
  }

  private void awaitReadiness(int status) {
    Awaitility.await().atMost(PATIENCE).until(() -> given().get(health).statusCode() == status);
  }
}
