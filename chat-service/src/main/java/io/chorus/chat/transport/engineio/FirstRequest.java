package io.chorus.chat.transport.engineio;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;

/**
 * What the request that began a session tells of its client.
 *
 * @param bearer the token in its {@code Authorization} header; null where there is none
 * @param address as far as it is known
 */
public record FirstRequest(String bearer, String address) {
  static FirstRequest of(HttpServerRequest request) {
    return new FirstRequest(HeaderToken.of(request), address(request));
  }

  private static String address(HttpServerRequest request) {
    SocketAddress address = request.remoteAddress();
    return address == null || address.hostAddress() == null ? "unknown" : address.hostAddress();
  }
}
