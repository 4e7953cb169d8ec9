package io.chorus.http;

import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/**
 * What clients have not taken yet of their answers, over all connections: it is held outside of the
 * heap. While it is beyond its bound nothing more is answered; event loops that ask at the same
 * time may pass it by an answer each. Thread-safe.
 */
@Singleton
public class UnreadAnswers {
  private final Budget budget;

  UnreadAnswers(HttpBounds bounds, MeterRegistry metrics) {
    this.budget = new Budget("unread", bounds.unreadAnswers().asLongValue(), metrics);
  }

  /**
   * Asks before a large answer is given out.
   *
   * @throws Refusal with {@code overloaded} where it would go beyond the bound
   */
  public void admit(int bytes) {
    if (!budget.hasRoomFor(bytes)) {
      throw new Refusal(ErrorCode.OVERLOADED, "too many answers wait to be read");
    }
  }

  /** Counts in any case: it is there. */
  void add(int bytes) {
    budget.take(bytes);
  }

  void remove(int bytes) {
    budget.giveBack(bytes);
  }
}
