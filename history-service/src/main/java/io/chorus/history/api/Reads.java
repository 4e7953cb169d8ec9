package io.chorus.history.api;

import io.chorus.history.HistoryConfig;
import io.chorus.history.log.LogUnavailable;
import io.chorus.http.Readers;
import io.chorus.http.UnreadAnswers;
import io.chorus.model.Text;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.identity.Identity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads for callers, when it is their turn, and sees that they take what is read. Thread-safe. */
@Singleton
class Reads {
  private final Readers readers;
  private final UnreadAnswers unread;
  private final int maxBytes;

  Reads(Readers readers, UnreadAnswers unread, HistoryConfig config) {
    this.readers = readers;
    this.unread = unread;
    this.maxBytes = (int) config.history().maxPage().asLongValue();
  }

  /** Bytes that an answer may have. */
  int maxBytes() {
    return maxBytes;
  }

  /**
   * Reads, and makes a text of it at once: rows are large.
   *
   * @return fails with {@code overloaded} where the log is away or too many read, {@code
   *     rate_limited} where the caller has not taken other answers
   */
  <T> Uni<String> answer(
      HttpServerRequest request, Identity caller, Supplier<Uni<T>> read, Function<T, String> text) {
    return turn(caller.userId(), read)
        .map(text)
        .invoke(page -> unread.admit(request, caller.userId(), Text.utf8Length(page)));
  }

  /**
   * Asks the log, when it is the caller's turn.
   *
   * @param caller a user's id
   * @return fails with {@code overloaded} where the log is away or too many ask
   */
  <T> Uni<T> turn(String caller, Supplier<Uni<T>> question) {
    return available(readers.read(caller, question));
  }

  /** Fails with {@code overloaded} where the log is away. */
  static <T> Uni<T> available(Uni<T> answer) {
    return answer
        .onFailure(LogUnavailable.class)
        .transform(e -> new Refusal(ErrorCode.OVERLOADED, "the log is away; try again"));
  }
}
