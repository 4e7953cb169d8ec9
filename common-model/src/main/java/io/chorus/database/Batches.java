package io.chorus.database;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Does much in small statements, each of which commits what it has done. */
public final class Batches {
  private Batches() {}

  /**
   * One after the other, until one finds less to do than it may.
   *
   * @param batch does some, and says how much
   * @param size what one does at the most
   * @return what all have done together
   */
  public static Uni<Long> all(Supplier<Uni<Integer>> batch, int size) {
    // Not by recursion, whose steps would all come back on one stack.
    return Multi.createBy()
        .repeating()
        .uni(batch::get)
        .whilst(done -> done == size)
        .collect()
        .with(Collectors.summingLong(Integer::longValue));
  }
}
