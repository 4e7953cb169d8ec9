package io.chorus.notification.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.model.Json;
import io.chorus.model.notification.Notification;
import org.junit.jupiter.api.Test;

class NotificationFrameTest {
  private final NotificationFrame frame =
      new NotificationFrame(
          new Notification(
              "n1",
              null,
              "order",
              "says \"userId\":null",
              null,
              "{\"userId\":null}",
              null,
              2,
              2000));

  @Test
  void aBroadcastHasNoUser() throws Exception {
    var data = Json.parse(frame.forEverybody().split("\n", 2)[1]).path("data");

    assertThat(data.get("userId").isNull()).isTrue();
    assertThat(data.has("title")).isFalse();
  }

  @Test
  void aUsersFrameDiffersInTheUserAlone() throws Exception {
    var data = Json.parse(frame.forUser("a\"da").split("\n", 2)[1]).path("data");

    assertThat(data.path("userId").asText()).isEqualTo("a\"da");
    assertThat(data.path("message").asText()).isEqualTo("says \"userId\":null");
    assertThat(data.path("data").toString()).isEqualTo("{\"userId\":null}");
    assertThat(data.path("cursor").asLong()).isEqualTo(2000);
  }
}
