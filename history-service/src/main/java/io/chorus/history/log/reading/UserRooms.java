package io.chorus.history.log.reading;

import io.chorus.history.log.LogReads;
import io.chorus.model.room.RoomAccess;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * The rooms of a user: where they have written or read, and something was said. Fails as {@link
 * LogReads} does. Thread-safe; never blocks.
 */
@Singleton
public class UserRooms {
  private final LogReads reads;

  UserRooms(LogReads reads) {
    this.reads = reads;
  }

  /**
   * @param newest the place of the newest entry of the room's log
   */
  public record UserRoom(Left left, long newest) {}

  /**
   * @param rooms the latest first
   * @param hasMore whether there are more, before the last of them
   */
  public record Page(List<UserRoom> rooms, boolean hasMore) {}

  /**
   * The latest of a user's rooms.
   *
   * @param access of the user now
   * @param before the newest entry of each is older than this place
   * @param since something has happened in each after this place, to its log or the marker; -1 for
   *     any time
   */
  public Uni<Page> of(String userId, RoomAccess access, long before, long since, int limit) {
    String[] patterns = access.patterns().stream().map(UserRooms::like).toArray(String[]::new);
    Tuple parameters =
        Tuple.tuple()
            .addString(userId)
            .addArrayOfString(patterns)
            .addLong(before)
            .addInteger(limit)
            .addLong(since);
    return reads
        .query(ReadingSql.ROOMS, parameters)
        .map(
            rows -> {
              List<UserRoom> found = new ArrayList<>(rows.size());
              rows.forEach(
                  row ->
                      found.add(
                          new UserRoom(
                              Left.of(row.getString("room_id"), row), row.getLong("newest"))));
              boolean hasMore = found.size() > limit;
              return new Page(hasMore ? found.subList(0, limit) : found, hasMore);
            });
  }

  /** A pattern of a token as one of SQL's. */
  public static String like(String pattern) {
    return pattern.replace("\\", "\\\\").replace("_", "\\_").replace("%", "\\%").replace('*', '%');
  }
}
