package io.chorus.model.erasure;

import io.chorus.model.Json;
import java.util.Optional;

/**
 * What became of one {@link ErasureRequest}, after the commit.
 *
 * @param isDone whether nothing is left of the user
 */
public record ErasureAnswer(String id, boolean isDone) {
  /** Reads an answer; empty where it is none. */
  public static Optional<ErasureAnswer> read(String text) {
    return Json.ifReadable(text, ErasureAnswer.class).filter(answer -> answer.id() != null);
  }
}
