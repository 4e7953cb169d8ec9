package io.chorus.history.api;

import io.chorus.stack.test.Backends;
import io.chorus.stack.test.HttpContract;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(Backends.class)
class HistoryHttpTest extends HttpContract {
  @Override
  protected String page() {
    return "/api/history/rooms/general/messages";
  }

  @Override
  protected String another() {
    return "/api/history/rooms/general/messages";
  }
}
