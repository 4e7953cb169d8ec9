package io.chorus.http;

import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Refusals as problems, and what the extension's own mappers do not fit this Quarkus for. */
class Problems {
  /** Ahead of the extension's mappers. */
  private static final int AHEAD = Priorities.AUTHENTICATION - 2;

  @ServerExceptionMapper
  Response refused(Refusal refusal) {
    return refusal.code() == ErrorCode.UNAUTHORIZED
        ? unauthorized(refusal.getMessage())
        : Problem.of(refusal.code(), refusal.getMessage()).build().toResponse();
  }

  @ServerExceptionMapper(
      value = {UnauthorizedException.class, AuthenticationFailedException.class},
      priority = AHEAD)
  Response unauthorized() {
    return unauthorized("a valid token is needed");
  }

  private static Response unauthorized(String detail) {
    return Problem.of(ErrorCode.UNAUTHORIZED, detail)
        .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
        .build()
        .toResponse();
  }

  @ServerExceptionMapper(value = ForbiddenException.class, priority = AHEAD)
  Response forbidden() {
    return Problem.of(ErrorCode.FORBIDDEN, "the token does not allow this").build().toResponse();
  }
}
