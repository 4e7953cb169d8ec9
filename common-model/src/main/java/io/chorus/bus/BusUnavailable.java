package io.chorus.bus;

import io.vertx.core.Handler;
import java.util.function.Consumer;

/**
 * Redis did not answer within the bound on waiting, refused, or too much is waiting for it already.
 * What was asked for may or may not have been carried out.
 */
public final class BusUnavailable extends RuntimeException {
  public BusUnavailable(String message) {
    super(message, null, false, false);
  }

  /** Does something about failures of any other kind: of this one the link to Redis tells. */
  public static Handler<Throwable> otherwise(Consumer<Throwable> action) {
    return failure -> {
      if (!(failure instanceof BusUnavailable)) {
        action.accept(failure);
      }
    };
  }
}
