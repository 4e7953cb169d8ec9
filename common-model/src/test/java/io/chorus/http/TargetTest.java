package io.chorus.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chorus.model.error.Refusal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/notify",
        "/socket.io/?EIO=4&transport=polling",
        "/api/history/rooms/a.b:c_d-e/messages?limit=5&before=7",
        "/api/notifications/a%20b/read",
        "/api/notifications/%C3%A9/read?x=%e2%82%ac&y&z=",
        "/a?flag",
        "/a?",
        "/a?q=1%2F2+%25&p=//..",
      })
  void whatCanBeReadInOneWayIsLetThrough(String target) {
    assertThatCode(() -> Target.check(target)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//notify",
        "/api//notifications",
        "/notify//",
        "//",
        "/api/./notify",
        "/api/../notify",
        "/api/%2e%2E/notify",
        "/api/.%2e/notify",
        "/api/%2e/notify",
        "/api/a%2Fb/read",
        "/api/a%5cb/read",
        "/api/a\\b/read",
        "/api/a%00b/read",
        "/api/a%0ab/read",
        "/api/%zz/read",
        "/api/%/read",
        "/api/%c3/read",
        "/api/%ff/read",
        "/a?limit=5&limit=7",
        "/a?limit=5&lim%69t=5",
        "/a?limit",
        "/a?limit=",
        "/a?lim%69t=&x=1",
        "/a?before=&after=1",
        "/a?after=",
        "/a?unread=",
        "/a?changeId=",
        "/a?x=%00",
        "/a?x=%",
        "/a?x=%ff",
      })
  void whatCanBeReadInTwoWaysIsRefused(String target) {
    assertThatThrownBy(() -> Target.check(target)).isInstanceOf(Refusal.class);
  }
}
