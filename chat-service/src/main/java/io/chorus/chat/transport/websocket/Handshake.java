package io.chorus.chat.transport.websocket;

import io.chorus.auth.Callers;
import io.chorus.chat.ChatConfig;
import io.chorus.chat.posting.Congestion;
import io.chorus.chat.session.Admission;
import io.chorus.chat.session.Place;
import io.chorus.chat.session.Sessions;
import io.chorus.chat.transport.socket.Leftovers;
import io.chorus.chat.transport.socket.OutboundBounds;
import io.chorus.chat.transport.socket.OutboundMemory;
import io.chorus.chat.transport.socket.Socket;
import io.chorus.chat.transport.socket.SocketBounds;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.identity.Identity;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.handler.HttpException;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Looks at the upgrade request while it is there: whose token it bears, and which connection it
 * came by. A token that is missing or bad has been refused before; one whose claims are not usable
 * is refused here.
 */
@Singleton
class Handshake implements HttpUpgradeCheck {
  static final TypedKey<Identity> IDENTITY = new TypedKey<>("chorus.identity");
  static final TypedKey<Place> PLACE = new TypedKey<>("chorus.place");
  static final TypedKey<Socket> SOCKET = new TypedKey<>("chorus.socket");

  private static final int UPGRADE_REQUIRED = 426;
  private static final String VERSION = "13";

  private final Callers callers;
  private final Sessions sessions;
  private final Admission admission;
  private final SocketBounds bounds;
  private final Congestion congestion;

  Handshake(
      Callers callers,
      Sessions sessions,
      Admission admission,
      Congestion congestion,
      OutboundMemory memory,
      ChatConfig config,
      @ConfigProperty(name = "quarkus.websockets-next.server.max-message-size") int messageBytes) {
    this.callers = callers;
    this.sessions = sessions;
    this.admission = admission;
    this.congestion = congestion;
    this.bounds = new SocketBounds(OutboundBounds.of(config.session(), memory), messageBytes);
  }

  @Override
  public boolean appliesTo(String endpointId) {
    return ChatSocket.class.getName().equals(endpointId);
  }

  @Override
  public Uni<CheckResult> perform(HttpUpgradeContext context) {
    return context.securityIdentity().map(identity -> check(context, identity));
  }

  /** What it throws is answered as any other failure is: with a problem document. */
  private CheckResult check(HttpUpgradeContext context, SecurityIdentity security) {
    if (sessions.isDraining()) {
      throw new Refusal(ErrorCode.OVERLOADED, "this instance stops; connect to another");
    }
    if (security == null || !(security.getPrincipal() instanceof JsonWebToken token)) {
      throw new AuthenticationFailedException();
    }
    if (!speaksRfc6455(context.httpRequest())) {
      // The library would also speak the drafts before it.
      context
          .httpRequest()
          .response()
          .putHeader(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
          .putHeader(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
          .putHeader(HttpHeaderNames.SEC_WEBSOCKET_VERSION, VERSION);
      throw new HttpException(UPGRADE_REQUIRED);
    }
    Identity identity = callers.of(token);
    Place place =
        admission
            .admit(identity.userId(), address(context.httpRequest()))
            .orElseThrow(() -> new Refusal(ErrorCode.RATE_LIMITED, "too many connections"));
    ConnectionBase connection = (ConnectionBase) context.httpRequest().connection();
    context.userData().put(IDENTITY, identity);
    context.userData().put(PLACE, place);
    context.userData().put(SOCKET, Socket.install(connection, bounds, congestion, place::leave));
    Leftovers.letGo(context.httpRequest());
    return CheckResult.permitUpgradeSync();
  }

  /** Behind a proxy, the client's own where {@code quarkus.http.proxy} has it so. */
  private static String address(HttpServerRequest request) {
    SocketAddress address = request.remoteAddress();
    return address == null || address.hostAddress() == null ? "unknown" : address.hostAddress();
  }

  private static boolean speaksRfc6455(HttpServerRequest request) {
    return request.version() == HttpVersion.HTTP_1_1
        && VERSION.equals(request.getHeader(HttpHeaderNames.SEC_WEBSOCKET_VERSION));
  }
}
