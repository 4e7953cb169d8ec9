package io.chorus.history.log.erasure;

import io.vertx.mutiny.sqlclient.Row;

/**
 * The erasure of one user, as far as it has come.
 *
 * @param id chosen by who asked for it
 * @param userId null once it is done
 * @param placeholder the userId that stands in the place of the user's
 * @param roomsAreDone whether nothing is left in the log
 * @param entries of the user, or about their messages, that were emptied
 */
public record Erasure(
    String id,
    String userId,
    String placeholder,
    String fingerprint,
    boolean roomsAreDone,
    boolean isDone,
    long entries) {
  static Erasure of(Row row) {
    return new Erasure(
        row.getString("id"),
        row.getString("user_id"),
        row.getString("placeholder"),
        row.getString("fingerprint"),
        row.getBoolean("rooms_done"),
        row.getBoolean("done"),
        row.getLong("entries"));
  }
}
