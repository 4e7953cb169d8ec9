package io.chorus.chat.transport.engineio;

import io.chorus.chat.session.Newcomer;
import io.chorus.chat.session.Newcomers;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;

/**
 * A client as it comes: what the request that begins its session tells of it.
 *
 * @param bearer the token in its {@code Authorization} header; null where there is none
 * @param address as far as it is known
 * @param newcomer its place among those that have not shown a token
 */
public record Arrival(String bearer, String address, Newcomer newcomer) {
  /**
   * Takes a place for it.
   *
   * @throws io.chorus.model.error.Refusal as {@link Newcomers#enter}
   */
  static Arrival of(HttpServerRequest request, Newcomers newcomers) {
    String address = address(request);
    return new Arrival(HeaderToken.of(request), address, newcomers.enter(address));
  }

  private static String address(HttpServerRequest request) {
    SocketAddress address = request.remoteAddress();
    return address == null || address.hostAddress() == null ? "unknown" : address.hostAddress();
  }
}
