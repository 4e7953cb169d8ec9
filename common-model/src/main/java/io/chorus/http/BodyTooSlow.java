package io.chorus.http;

import java.time.Duration;

/** A body was not there in time. */
public final class BodyTooSlow extends RuntimeException {
  BodyTooSlow(Duration within) {
    super("the body took more than " + within.toMillis() + " ms", null, false, false);
  }
}
