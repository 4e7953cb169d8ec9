package io.chorus.stack.bench.load;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The request that makes a WebSocket of a connection (RFC 6455, section 4.1). */
final class UpgradeRequest {
  private UpgradeRequest() {}

  static ByteBuffer bytes(InetSocketAddress server, String path, String token) {
    String request =
        "GET %s HTTP/1.1\r\nHost: %s:%d\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                .formatted(path, server.getHostString(), server.getPort())
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
            + (token == null ? "" : "Authorization: Bearer " + token + "\r\n")
            + "\r\n";
    return ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
  }
}
