package io.chorus.model.error;

/** A request that is refused with a code: an expected outcome, so it carries no stack trace. */
public final class Refusal extends RuntimeException {
  private final ErrorCode code;

  public Refusal(ErrorCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  public static Refusal invalid(String message) {
    return new Refusal(ErrorCode.INVALID_REQUEST, message);
  }

  public ErrorCode code() {
    return code;
  }
}
