package io.chorus.chat.transport.websocket;

import io.chorus.chat.transport.SessionContract;
import io.chorus.stack.test.Carrier;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class ChatSocketTest extends SessionContract {
  @Override
  protected Carrier carrier() {
    return Carrier.NATIVE;
  }
}
