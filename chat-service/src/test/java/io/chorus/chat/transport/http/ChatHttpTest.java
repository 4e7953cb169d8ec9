package io.chorus.chat.transport.http;

import io.chorus.stack.test.Backends;
import io.chorus.stack.test.HttpContract;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(Backends.class)
class ChatHttpTest extends HttpContract {
  @Override
  protected String page() {
    return "/api/chat/rooms/general/members";
  }

  @Override
  protected String another() {
    return "/api/chat/rooms/general/messages";
  }
}
