package io.chorus.notification.intake;

import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Refusals as RFC 9457 problems, with the wire's code beside the standard members. */
class Problems {
  /** Ahead of the extension's mappers. */
  private static final int AHEAD = Priorities.AUTHENTICATION - 2;

  private static final int UNPROCESSABLE = 422;

  @ServerExceptionMapper
  Response refused(Refusal refusal) {
    return refusal.code() == ErrorCode.UNAUTHORIZED
        ? unauthorized(refusal.getMessage())
        : problem(refusal.code(), refusal.getMessage()).build().toResponse();
  }

  @ServerExceptionMapper
  Response keyReused(KeyReused reused) {
    return problem(ErrorCode.INVALID_REQUEST, reused.getMessage())
        .withStatus(UNPROCESSABLE)
        .build()
        .toResponse();
  }

  /** In place of the problem extension's own mappers, which do not fit this Quarkus. */
  @ServerExceptionMapper(
      value = {UnauthorizedException.class, AuthenticationFailedException.class},
      priority = AHEAD)
  Response unauthorized() {
    return unauthorized("a valid token is needed");
  }

  private static Response unauthorized(String detail) {
    return problem(ErrorCode.UNAUTHORIZED, detail)
        .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
        .build()
        .toResponse();
  }

  @ServerExceptionMapper(value = ForbiddenException.class, priority = AHEAD)
  Response forbidden() {
    return problem(ErrorCode.FORBIDDEN, "the token does not allow this").build().toResponse();
  }

  private static HttpProblem.Builder problem(ErrorCode code, String detail) {
    return HttpProblem.builder()
        .withStatus(code.httpStatus())
        .withTitle(code.wire())
        .withDetail(detail)
        .with("code", code.wire());
  }
}
