package io.chorus.notification.intake;

import io.chorus.http.Problem;
import io.chorus.model.error.ErrorCode;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Refusals that only the intake has. */
class IntakeProblems {
  private static final int UNPROCESSABLE = 422;

  @ServerExceptionMapper
  Response keyReused(KeyReused reused) {
    return Problem.of(ErrorCode.INVALID_REQUEST, reused.getMessage())
        .withStatus(UNPROCESSABLE)
        .response()
        .build();
  }

  @ServerExceptionMapper
  Response tooManyRequests(TooManyRequests refused) {
    return Problem.of(ErrorCode.RATE_LIMITED, refused.getMessage())
        .response()
        .header(HttpHeaders.RETRY_AFTER, refused.retryAfterSeconds())
        .build();
  }
}
