package io.chorus.notification.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.notification.inbox.InboxWriter;
import io.chorus.notification.inbox.NewNotification;
import io.chorus.notification.inbox.Recipients;
import io.chorus.stack.test.Backends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A page of an inbox is bounded in bytes. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class BoundedInboxTest {
  private static final int MIB = 1 << 20;

  @Inject InboxWriter writer;

  private final String user = UUID.randomUUID().toString();

  private void send(int count) {
    String data = "\"" + "x".repeat(16_000) + "\"";
    IntStream.rangeClosed(1, count)
        .forEach(
            i ->
                writer
                    .store(
                        new NewNotification(
                            UUID.randomUUID().toString(),
                            "t",
                            null,
                            "m" + i,
                            data,
                            null,
                            new Recipients.Users(List.of(user))))
                    .await()
                    .atMost(Duration.ofSeconds(30)));
  }

  private Response get(String query) {
    Response answer =
        given().auth().oauth2(Backends.tokens().mint(user)).get("/api/notifications" + query);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.asByteArray().length).isLessThanOrEqualTo(MIB);
    return answer;
  }

  @Test
  void aPageHasAtMostAMebibyteAndPagingStillFindsEverything() {
    send(150);
    List<String> back = new ArrayList<>();
    Response page = get("?limit=200");
    back.addAll(page.path("notifications.message"));
    while (page.<Boolean>path("hasMore")) {
      page = get("?limit=200&before=" + page.path("notifications[-1].cursor"));
      back.addAll(page.path("notifications.message"));
    }
    List<String> forth = new ArrayList<>();
    page = get("?limit=200&after=0");
    forth.addAll(page.<List<String>>path("notifications.message").reversed());
    while (page.<Boolean>path("hasMore")) {
      page = get("?limit=200&after=" + page.path("notifications[0].cursor"));
      forth.addAll(page.<List<String>>path("notifications.message").reversed());
    }

    List<String> all = IntStream.rangeClosed(1, 150).mapToObj(i -> "m" + i).toList();
    assertThat(forth).isEqualTo(all);
    assertThat(back).isEqualTo(all.reversed());
    assertThat(page.<Integer>path("unread")).isEqualTo(150);
  }
}
