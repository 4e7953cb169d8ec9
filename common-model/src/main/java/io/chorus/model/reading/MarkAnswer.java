package io.chorus.model.reading;

import io.chorus.model.Json;
import java.util.Optional;

/**
 * A replica's answer to one {@link MarkRequest}.
 *
 * @param suite the suite in whose database the marker is
 * @param read what is so from now on; null where it could not be noted, and another replica may be
 *     asked
 * @param moved whether the marker was further back before; else nobody else needs to be told
 */
public record MarkAnswer(String id, String suite, RoomRead read, boolean moved) {
  /** An answer that nothing was noted. */
  public static MarkAnswer failed(String id, String suite) {
    return new MarkAnswer(id, suite, null, false);
  }

  /** Reads an answer; empty where it is none. */
  public static Optional<MarkAnswer> read(String text) {
    return Json.ifReadable(text, MarkAnswer.class).filter(answer -> answer.id() != null);
  }
}
