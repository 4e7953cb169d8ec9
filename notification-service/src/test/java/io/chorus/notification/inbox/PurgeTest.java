package io.chorus.notification.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.notification.Sender;
import io.chorus.stack.test.Backends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backends.class)
class PurgeTest {
  @Inject Purge purge;
  @Inject InboxWriter writer;
  @Inject Inbox inbox;
  @Inject Pool pool;

  private final String user = "user-" + UUID.randomUUID();

  private static <T> T await(Uni<T> uni) {
    return uni.await().atMost(Duration.ofSeconds(20));
  }

  private void runTwiceAtOnce() {
    await(Uni.join().all(List.of(purge.run(), purge.run())).andFailFast());
  }

  private long rows(String table) {
    return await(
            pool.preparedQuery("SELECT count(*) FROM notification." + table + " WHERE user_id = $1")
                .execute(Tuple.of(user)))
        .iterator()
        .next()
        .getLong(0);
  }

  @Test
  void whatHasExpiredIsDeletedByAnyNumberOfReplicasAtOnce() {
    Sender sender = new Sender(writer);
    IntStream.range(0, 100).forEach(i -> sender.sendExpired(pool, "old" + i, user));
    long kept = sender.sendUntil(Instant.now().plusSeconds(600), "kept", user);

    runTwiceAtOnce();

    // Awaited, as the scheduled run may hold the last of them.
    Awaitility.await().until(() -> rows("recipient") == 1);
    assertThat(
            await(inbox.after(user, kept - 1, 1, 1 << 20))
                .items()
                .getFirst()
                .notification()
                .message())
        .isEqualTo("kept");
  }

  @Test
  void whatIsOlderThanTheRetentionIsDeletedWithItsMarks() {
    List<Long> ancient = LongStream.rangeClosed(1, 3).boxed().toList();
    for (long cursor : ancient) {
      await(
          pool.preparedQuery(
                  """
                  WITH stored AS (
                    INSERT INTO notification.notification (cursor, id, type, message, broadcast)
                    VALUES ($1, $2 || $1, 't', 'm', false)
                  ), marked AS (
                    INSERT INTO notification.read_mark (cursor, user_id) VALUES ($1, $2)
                  )
                  INSERT INTO notification.recipient (user_id, cursor) VALUES ($2, $1)
                  """)
              .execute(Tuple.of(cursor, user)));
    }
    await(inbox.readUpTo(user, 3));

    runTwiceAtOnce();

    for (String table : List.of("recipient", "read_mark", "reader")) {
      Awaitility.await().until(() -> rows(table) == 0);
    }
  }
}
