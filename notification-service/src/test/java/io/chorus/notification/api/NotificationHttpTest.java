package io.chorus.notification.api;

import io.chorus.stack.test.Backends;
import io.chorus.stack.test.HttpContract;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(Backends.class)
class NotificationHttpTest extends HttpContract {
  @Override
  protected String page() {
    return "/api/notifications";
  }

  @Override
  protected String another() {
    return "/api/notifications/read";
  }
}
