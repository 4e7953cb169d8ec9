package io.chorus.http;

import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;

/**
 * What clients have not taken yet of their answers, over all connections: it is held outside of the
 * heap. While it is beyond its bound nothing more is answered, and nothing large to a caller whose
 * share is used up; event loops that ask at the same time may pass it by an answer each.
 * Thread-safe.
 */
@Singleton
public class UnreadAnswers {
  private final Budget budget;
  private final Shares shares;

  UnreadAnswers(HttpBounds bounds, MeterRegistry metrics) {
    this.budget = new Budget("unread", bounds.unreadAnswers().asLongValue(), metrics);
    this.shares = new Shares("unread", bounds.unreadAnswers().asLongValue(), metrics);
  }

  /**
   * Asks before anything is answered.
   *
   * @throws Refusal with {@code overloaded} where the bound is reached
   */
  void admit() {
    demandRoomFor(0);
  }

  /**
   * Asks before a large answer is given out. From then on what its connection carries counts for
   * that caller.
   *
   * @throws Refusal with {@code overloaded} where it would go beyond the bound, {@code
   *     rate_limited} where the caller has not taken others
   */
  public void admit(HttpServerRequest request, String caller, int bytes) {
    GuardedConnection connection = GuardedConnection.of(request);
    if (connection != null) {
      connection.carryFor(caller);
    }
    if (!shares.hasRoomFor(caller, bytes)) {
      throw new Refusal(ErrorCode.RATE_LIMITED, "too many answers wait for you to read them");
    }
    demandRoomFor(bytes);
  }

  private void demandRoomFor(int bytes) {
    if (!budget.hasRoomFor(bytes)) {
      throw new Refusal(ErrorCode.OVERLOADED, "too many answers wait to be read");
    }
  }

  /**
   * Counts in any case: it is there.
   *
   * @param caller null where it is not known
   */
  void add(String caller, long bytes) {
    budget.take(bytes);
    shares.take(caller, bytes);
  }

  void remove(String caller, long bytes) {
    budget.giveBack(bytes);
    shares.giveBack(caller, bytes);
  }
}
