package io.chorus.http;

import io.chorus.model.error.ErrorCode;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import jakarta.inject.Singleton;
import java.util.Arrays;

/** Gives a code to the problems that the framework raises: no such path, method, media type. */
@Singleton
class ProblemCodes implements ProblemPostProcessor {
  private static final String MEMBER = "code";

  @Override
  public HttpProblem apply(HttpProblem problem, ProblemContext context) {
    int status = problem.getStatusCode();
    if (status >= 500 || problem.getParameters().containsKey(MEMBER)) {
      return problem;
    }
    return HttpProblem.builder(problem).with(MEMBER, of(status).wire()).build();
  }

  private static ErrorCode of(int status) {
    return Arrays.stream(ErrorCode.values())
        .filter(code -> code.httpStatus() == status)
        .findFirst()
        .orElse(ErrorCode.INVALID_REQUEST);
  }
}
