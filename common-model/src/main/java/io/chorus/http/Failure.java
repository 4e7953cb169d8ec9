package io.chorus.http;

import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.security.AuthenticationException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.handler.HttpException;
import jakarta.ws.rs.WebApplicationException;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;

/** What the one who asked is told of a failure: the same for the resources and ahead of them. */
final class Failure {
  private static final Logger LOG = Logger.getLogger(Failure.class);

  private static final int REQUEST_TIMEOUT = 408;

  private Failure() {}

  /** Logs what nobody has foreseen: of that the caller is told nothing. */
  static Problem problem(Throwable cause) {
    return switch (cause) {
      case Refusal refusal -> Problem.of(refusal.code(), refusal.getMessage());
      case BodyTooSlow slow ->
          Problem.of(ErrorCode.INVALID_REQUEST, slow.getMessage()).withStatus(REQUEST_TIMEOUT);
      case UnauthorizedException _ -> unauthorized();
      case AuthenticationException _ -> unauthorized();
      case ForbiddenException _ -> ofStatus(ErrorCode.FORBIDDEN.httpStatus());
      case WebApplicationException e -> ofStatus(e.getResponse().getStatus());
      case HttpException e -> ofStatus(e.getStatusCode());
      case RejectedExecutionException _ ->
          Problem.of(ErrorCode.OVERLOADED, "all workers are busy; try again");
      default -> {
        LOG.error("a request failed", cause);
        yield ofStatus(ErrorCode.INTERNAL_ERROR.httpStatus());
      }
    };
  }

  /** What the framework refused with that status. */
  static Problem ofStatus(int status) {
    return new Problem(
        status,
        switch (status) {
          case 401 -> ErrorCode.UNAUTHORIZED;
          case 403 -> ErrorCode.FORBIDDEN;
          case 404 -> ErrorCode.NOT_FOUND;
          case 413 -> ErrorCode.MESSAGE_TOO_LARGE;
          case 429 -> ErrorCode.RATE_LIMITED;
          case 503 -> ErrorCode.OVERLOADED;
          default -> status < 500 ? ErrorCode.INVALID_REQUEST : ErrorCode.INTERNAL_ERROR;
        },
        switch (status) {
          case 400 -> "the request cannot be read";
          case 403 -> "the token does not allow this";
          case 404 -> "there is nothing at this path";
          case 405 -> "this method is not allowed here";
          case 406 -> "none of the accepted media types is offered";
          case 413 -> "the body is too large";
          case 415 -> "the body must be application/json";
          case 500 -> "this went wrong here";
          default -> HttpResponseStatus.valueOf(status).reasonPhrase();
        });
  }

  private static Problem unauthorized() {
    return Problem.of(ErrorCode.UNAUTHORIZED, "a valid token is needed");
  }
}
