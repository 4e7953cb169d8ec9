package io.chorus.chat.transport.websocket;

import io.chorus.auth.Callers;
import io.chorus.chat.session.Sessions;
import io.chorus.model.error.Refusal;
import io.chorus.model.identity.Identity;
import io.netty.channel.Channel;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.net.impl.ConnectionBase;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Looks at the upgrade request while it is there: whose token it bears, and which channel it came
 * by. A token that is missing or bad has been refused before; one whose claims are not usable is
 * refused here.
 */
@Singleton
class Handshake implements HttpUpgradeCheck {
  static final TypedKey<Identity> IDENTITY = new TypedKey<>("chorus.identity");
  static final TypedKey<Channel> CHANNEL = new TypedKey<>("chorus.channel");
  private static final int UNAUTHORIZED = 401;

  private static final int SERVICE_UNAVAILABLE = 503;

  private final Callers callers;
  private final Sessions sessions;

  Handshake(Callers callers, Sessions sessions) {
    this.callers = callers;
    this.sessions = sessions;
  }

  @Override
  public boolean appliesTo(String endpointId) {
    return ChatSocket.class.getName().equals(endpointId);
  }

  @Override
  public Uni<CheckResult> perform(HttpUpgradeContext context) {
    return context.securityIdentity().map(identity -> check(context, identity));
  }

  private CheckResult check(HttpUpgradeContext context, SecurityIdentity security) {
    if (sessions.isDraining()) {
      return CheckResult.rejectUpgradeSync(SERVICE_UNAVAILABLE);
    }
    if (security == null || !(security.getPrincipal() instanceof JsonWebToken token)) {
      return CheckResult.rejectUpgradeSync(UNAUTHORIZED);
    }
    try {
      context.userData().put(IDENTITY, callers.of(token));
    } catch (Refusal refusal) {
      return CheckResult.rejectUpgradeSync(UNAUTHORIZED);
    }
    ConnectionBase connection = (ConnectionBase) context.httpRequest().connection();
    context.userData().put(CHANNEL, connection.channel());
    return CheckResult.permitUpgradeSync();
  }
}
