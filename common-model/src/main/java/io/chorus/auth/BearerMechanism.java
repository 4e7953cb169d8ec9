package io.chorus.auth;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.smallrye.jwt.runtime.auth.JsonWebTokenCredential;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Takes the token from the head of a request, and has the key there before it is verified. In place
 * of the extension's own, which knows one space after the scheme and may fetch keys on the event
 * loop. Runs on the event loops; never blocks.
 */
@Alternative
@Priority(1)
@Singleton
class BearerMechanism implements HttpAuthenticationMechanism {
  private static final int UNAUTHORIZED = 401;

  private final PublishedKeys keys;

  BearerMechanism(PublishedKeys keys) {
    this.keys = keys;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext request, IdentityProviderManager providers) {
    String token;
    try {
      token = BearerToken.in(request.request().headers().getAll(HttpHeaderNames.AUTHORIZATION));
    } catch (AuthenticationFailedException e) {
      return Uni.createFrom().failure(e);
    }
    if (token == null) {
      return Uni.createFrom().nullItem();
    }
    Future<Void> ready = keys.ready(token);
    return ready.succeeded()
        ? verified(token, providers)
        : Uni.createFrom()
            .completionStage(ready::toCompletionStage)
            .chain(() -> verified(token, providers));
  }

  private static Uni<SecurityIdentity> verified(String token, IdentityProviderManager providers) {
    return providers.authenticate(
        new TokenAuthenticationRequest(new JsonWebTokenCredential(token)));
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext request) {
    return Uni.createFrom()
        .item(new ChallengeData(UNAUTHORIZED, HttpHeaderNames.WWW_AUTHENTICATE, "Bearer"));
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of(TokenAuthenticationRequest.class);
  }
}
