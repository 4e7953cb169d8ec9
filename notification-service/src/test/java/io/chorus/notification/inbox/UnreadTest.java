package io.chorus.notification.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.notification.NotificationConfig;
import io.chorus.notification.Sender;
import io.chorus.stack.test.Backends;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The number of unread, on two replicas, is that of all that can be found unread. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class UnreadTest {
  private static final int LARGE = 2_000;
  private static final Pattern ROWS = Pattern.compile("actual .*?rows=([\\d.]+)");

  @Inject InboxWriter writer;
  @Inject Inbox inbox;
  @Inject Purge purge;
  @Inject Pool pool;
  @Inject NotificationConfig config;
  @Inject MeterRegistry metrics;

  private final String user = "user-" + UUID.randomUUID();
  private Sender sender;
  private Inbox replica;

  @BeforeEach
  void secondReplica() {
    sender = new Sender(writer);
    replica = new Inbox(new InboxQueries(pool, config), metrics);
  }

  private static <T> T await(Uni<T> uni) {
    return uni.await().atMost(Duration.ofSeconds(60));
  }

  private void sql(String statement) {
    await(pool.query(statement).execute());
  }

  /** Each at a place of its own, by the clock, as a writer would. */
  private void storeMany(int count, boolean broadcast) {
    sql(
        """
        WITH clock AS (
          UPDATE notification.clock
          SET last = greatest(last + 1, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint) + %1$d
          RETURNING last - %1$d AS first
        ), stored AS (
          INSERT INTO notification.notification (cursor, id, type, message, broadcast)
          SELECT first + n, gen_random_uuid(), 't', 'm', %2$s FROM clock, generate_series(1, %1$d) AS n
        )
        INSERT INTO notification.recipient (user_id, cursor)
        SELECT '%3$s', first + n FROM clock, generate_series(1, %1$d) AS n WHERE NOT %2$s
        """
            .formatted(count, broadcast, user));
  }

  private void assertCounted() {
    long expected =
        await(
                pool.preparedQuery(
                        """
                        SELECT count(*) FROM notification.notification AS n
                        WHERE (n.broadcast OR EXISTS (
                            SELECT FROM notification.recipient r WHERE r.user_id = $1 AND r.cursor = n.cursor))
                          AND (n.expires_at IS NULL OR n.expires_at > now())
                          AND n.cursor > coalesce((SELECT up_to FROM notification.reader WHERE user_id = $1), 0)
                          AND NOT EXISTS (
                            SELECT FROM notification.read_mark m WHERE m.user_id = $1 AND m.cursor = n.cursor)
                        """)
                    .execute(Tuple.of(user)))
            .iterator()
            .next()
            .getLong(0);
    assertThat(await(inbox.unread(user))).as("here").isEqualTo(expected);
    assertThat(await(replica.unread(user))).as("on the other replica").isEqualTo(expected);
    assertThat(await(inbox.unread(user))).as("again").isEqualTo(expected);
  }

  private long place(int offset) {
    return await(
            pool.preparedQuery(
                    "SELECT cursor FROM notification.recipient WHERE user_id = $1 ORDER BY cursor OFFSET $2 LIMIT 1")
                .execute(Tuple.of(user, offset)))
        .iterator()
        .next()
        .getLong(0);
  }

  private String id(long cursor) {
    return await(
            pool.preparedQuery("SELECT id FROM notification.notification WHERE cursor = $1")
                .execute(Tuple.of(cursor)))
        .iterator()
        .next()
        .getString(0);
  }

  @Test
  void whatComesLaterIsAdded() {
    storeMany(LARGE, false);
    assertCounted();

    sender.send("one more", user);
    sender.broadcast("for everybody");

    assertCounted();
  }

  @Test
  void aRepeatedRequestIsNotAddedTwice() {
    storeMany(LARGE, false);
    assertCounted();
    RequestKey key = new RequestKey("shop", user, "body");

    for (int n = 0; n < 3; n++) {
      var repeated =
          new NewNotification(
              UUID.randomUUID().toString(),
              "t",
              null,
              "m",
              null,
              null,
              new Recipients.Users(List.of(user)));
      await(writer.store(repeated, key));
    }

    assertCounted();
  }

  @Test
  void whatIsReadIsTakenOff() {
    storeMany(LARGE, false);
    assertCounted();

    await(inbox.read(user, id(place(LARGE / 2))));
    assertCounted();
    await(inbox.readUpTo(user, place(LARGE / 4)));
    assertCounted();
    await(inbox.readUpTo(user, place(3 * LARGE / 4)));
    assertCounted();
    await(inbox.readUpTo(user, Long.MAX_VALUE));
    assertCounted();
  }

  @Test
  void whatIsPurgedIsTakenOffWhereverItLay() {
    storeMany(LARGE, false);
    long middle = place(LARGE / 2);
    assertCounted();

    sql("UPDATE notification.notification SET expires_at = now() WHERE cursor = " + middle);
    assertCounted();
    await(purge.run());
    assertCounted();
  }

  @Test
  void whatIsRemovedByHandIsTakenOff() {
    storeMany(LARGE, false);
    assertCounted();

    sql("DELETE FROM notification.recipient WHERE cursor = " + place(7));

    assertCounted();
  }

  @Test
  void whoIsForgottenAsAReaderHasEverythingUnread() {
    storeMany(LARGE, false);
    await(inbox.readUpTo(user, place(LARGE / 4)));
    assertCounted();

    sql("DELETE FROM notification.reader WHERE user_id = '" + user + "'");

    assertCounted();
  }

  /** Everything that may happen, much of it at once; then the numbers must agree. */
  @RepeatedTest(3)
  void whateverHappenedAtOnceTheNumberIsThatOfTheUnread(RepetitionInfo seed) {
    Random random = new Random(seed.getCurrentRepetition());
    storeMany(500, false);
    for (int round = 0; round < 12; round++) {
      List<Uni<Void>> all = new ArrayList<>();
      IntStream.range(0, 10).forEach(n -> all.add(something(random).replaceWithVoid()));
      all.add(inbox.unread(user).replaceWithVoid());
      all.add(replica.unread(user).replaceWithVoid());
      await(Uni.join().all(all).andCollectFailures());
      assertCounted();
    }
  }

  private Uni<?> something(Random random) {
    int known = 400;
    return switch (random.nextInt(8)) {
      case 0 -> inbox.readUpTo(user, place(random.nextInt(known) / 4));
      case 1, 2 -> inbox.read(user, id(place(random.nextInt(known))));
      case 3 -> purge.run();
      case 4 -> {
        sender.sendExpired(pool, "over", user);
        yield replica.unread(user);
      }
      case 5 -> store(new Recipients.Everybody(), null);
      case 6 -> store(new Recipients.Users(List.of(user)), Instant.now().plusSeconds(600));
      default -> store(new Recipients.Users(List.of(user, "other-" + user)), null);
    };
  }

  private Uni<Accepted> store(Recipients recipients, Instant expiresAt) {
    String id = UUID.randomUUID().toString();
    var notification = new NewNotification(id, "t", null, "m", null, expiresAt, recipients);
    RequestKey key = new RequestKey("shop", id, "body");
    return writer.store(notification, key).chain(() -> writer.store(notification, key));
  }

  @Test
  void whatIsCountedAlreadyIsNotReadAgain() {
    storeMany(LARGE, false);
    storeMany(LARGE, true);
    assertThat(rowsRead(Tally.NONE)).isGreaterThanOrEqualTo(LARGE);
    Row now =
        await(pool.preparedQuery(InboxSql.UNREAD).execute(Tuple.of(user, 0L, 0L, -1L, 0L)))
            .iterator()
            .next();

    Tally tally =
        new Tally(
            now.getLong("up_to"),
            now.getLong("last"),
            now.getLong("removals"),
            now.getLong("count"));

    assertThat(tally.count()).isGreaterThanOrEqualTo(2 * LARGE);
    assertThat(rowsRead(tally)).isLessThan(LARGE / 2);
  }

  /** The most that any step of the statement goes through. */
  private double rowsRead(Tally tally) {
    var plan =
        await(
            pool.preparedQuery("EXPLAIN (ANALYZE) " + InboxSql.UNREAD)
                .execute(
                    Tuple.of(
                        user, tally.readUpTo(), tally.upTo(), tally.removals(), tally.count())));
    return StreamSupport.stream(plan.spliterator(), false)
        .map(row -> ROWS.matcher(row.getString(0)))
        .filter(Matcher::find)
        .mapToDouble(rows -> Double.parseDouble(rows.group(1)))
        .max()
        .orElseThrow();
  }
}
