package io.chorus.stack.test;

import java.io.IOException;
import java.net.URI;

/** A client that joins a room and then does not read, as one whose tab hangs. */
public final class StuckReader implements AutoCloseable {
  private static final int RECEIVE_BUFFER = 4096;

  private final RawSocket socket;

  public StuckReader(URI service, String token, String room) throws IOException {
    socket = new RawSocket(service, "/ws", token, RECEIVE_BUFFER);
    socket.text("{\"event\":\"join_room\",\"id\":1,\"data\":{\"roomId\":\"" + room + "\"}}");
    socket.awaitText("\"reply\"");
  }

  /** Reads on, to the end; gives the code of the close frame, or -1 where the end comes without. */
  public int readToTheEnd() {
    return socket.closeCode();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
