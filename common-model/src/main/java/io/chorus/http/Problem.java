package io.chorus.http;

import io.chorus.model.error.ErrorCode;
import io.quarkiverse.resteasy.problem.HttpProblem;

/** Makes problem documents with the wire's code beside the standard members. */
public final class Problem {
  private Problem() {}

  public static HttpProblem.Builder of(ErrorCode code, String detail) {
    return HttpProblem.builder()
        .withStatus(code.httpStatus())
        .withTitle(code.wire())
        .withDetail(detail)
        .with("code", code.wire());
  }
}
