package io.chorus.model.erasure;

import io.chorus.model.Json;
import java.util.Optional;

/**
 * Asks whoever hears it to erase a part of what there is of a user, bounded; it is asked again
 * until nothing is left. Repeating it does no harm.
 *
 * @param id unique per asking replica; the answer names it
 * @param replyTo channel on which the answer is awaited, by its address
 * @param userId null to ask only whether anything could be erased
 */
public record ErasureRequest(String id, String replyTo, String userId) {
  /** Reads a request; empty where it is none, or does not say who wants to be answered. */
  public static Optional<ErasureRequest> read(String text) {
    return Json.ifReadable(text, ErasureRequest.class)
        .filter(request -> request.id() != null && request.replyTo() != null);
  }
}
