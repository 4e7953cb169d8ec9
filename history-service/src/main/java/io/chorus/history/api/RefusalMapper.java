package io.chorus.history.api;

import io.chorus.model.error.Refusal;
import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.ext.Provider;

/** Refusals as RFC 9457 problems, with the wire's code beside the standard members. */
@Provider
class RefusalMapper extends ExceptionMapperBase<Refusal> {
  @Override
  protected HttpProblem toProblem(Refusal refusal) {
    return HttpProblem.builder()
        .withStatus(refusal.code().httpStatus())
        .withTitle(refusal.code().wire())
        .withDetail(refusal.getMessage())
        .with("code", refusal.code().wire())
        .build();
  }
}
