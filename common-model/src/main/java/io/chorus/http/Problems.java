package io.chorus.http;

import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers what fails in the resources, or on the way to them, with problem documents. */
class Problems {
  /** Named one by one where the framework has a mapper for just that class. */
  @ServerExceptionMapper({
    UnauthorizedException.class,
    AuthenticationFailedException.class,
    AuthenticationCompletionException.class,
    ForbiddenException.class,
    Throwable.class
  })
  Response failed(Throwable failure) {
    return Failure.problem(failure).response().build();
  }

  /** No such path, method or media type; a redirection stays one. */
  @ServerExceptionMapper
  Response raised(WebApplicationException failure, ContainerRequestContext request) {
    Response raised = failure.getResponse();
    if (raised.getStatus() < Response.Status.BAD_REQUEST.getStatusCode()) {
      return raised;
    }
    Response.ResponseBuilder response = Failure.problem(failure).response();
    if (failure instanceof NotAllowedException) {
      // RFC 9110, section 15.5.6.
      response.allow(AllowedMethods.at(request));
    }
    return response.build();
  }
}
