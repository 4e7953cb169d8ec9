package io.chorus.http;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Gives out more than fits into memory, as JSON lines: a page at a time, the next of which is read
 * when its client has taken the last. A line says at the end how many there were, so that whoever
 * was cut off knows. A few at once; thread-safe; never blocks.
 */
@Singleton
public class JsonLines {
  public static final String TYPE = "application/x-ndjson";

  /** Given out at once: each holds a page, and asks the database without end. */
  private static final int AT_ONCE = 2;

  /** JSON already, and many lines: as they are, whatever else would be made of a text. */
  public record Lines(@JsonValue @JsonRawValue String text) {}

  private final Budget budget;

  JsonLines(MeterRegistry metrics) {
    this.budget = new Budget("exports", AT_ONCE, metrics);
  }

  /**
   * @param nextPage asked again and again: lines, or nothing at the end; an empty page is passed
   *     over
   * @return pages of lines; fails with {@code overloaded} where others are being given out
   */
  public Multi<Lines> of(Supplier<Uni<Optional<List<String>>>> nextPage) {
    return Multi.createFrom()
        .deferred(
            () -> {
              if (!budget.tryTake(1)) {
                return Multi.createFrom()
                    .failure(new Refusal(ErrorCode.OVERLOADED, "others are being exported"));
              }
              AtomicLong count = new AtomicLong();
              Multi<String> pages =
                  Multi.createBy()
                      .repeating()
                      .uni(nextPage::get)
                      .until(Optional::isEmpty)
                      .map(Optional::get)
                      .select()
                      .where(page -> !page.isEmpty())
                      .invoke(page -> count.addAndGet(page.size()))
                      .map(page -> String.join("\n", page));
              return Multi.createBy()
                  .concatenating()
                  .streams(pages, Multi.createFrom().item(() -> end(count.get())))
                  .map(Lines::new)
                  .onTermination()
                  .invoke(() -> budget.giveBack(1));
            });
  }

  private static String end(long lines) {
    return "{\"event\":\"end\",\"data\":{\"lines\":" + lines + "}}";
  }
}
