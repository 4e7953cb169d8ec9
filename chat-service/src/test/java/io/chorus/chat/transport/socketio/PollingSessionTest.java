package io.chorus.chat.transport.socketio;

import io.chorus.chat.transport.SessionContract;
import io.chorus.stack.test.Carrier;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class PollingSessionTest extends SessionContract {
  @Override
  protected Carrier carrier() {
    return Carrier.SOCKET_IO_POLLING;
  }
}
