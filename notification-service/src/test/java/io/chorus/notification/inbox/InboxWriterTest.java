package io.chorus.notification.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chorus.stack.test.Backends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backends.class)
class InboxWriterTest {
  private static final List<String> USERS = List.of("ada", "bob");

  @Inject InboxWriter inbox;
  @Inject Pool pool;

  private final String id = UUID.randomUUID().toString();

  private static <T> T await(Uni<T> uni) {
    return uni.await().atMost(Duration.ofSeconds(20));
  }

  private static NewNotification notification(String id, Recipients recipients) {
    return new NewNotification(id, "order", null, "hi", null, null, recipients);
  }

  private long count(String sql, Object parameter) {
    return await(pool.preparedQuery(sql).execute(Tuple.of(parameter))).iterator().next().getLong(0);
  }

  private long stored(String id) {
    return count("SELECT count(*) FROM notification.notification WHERE id = $1", id);
  }

  @Test
  void allRecipientsAreStoredWithTheNotification() {
    List<String> users = IntStream.range(0, 10_000).mapToObj(i -> id + i).toList();

    var accepted =
        (Accepted.Stored) await(inbox.store(notification(id, new Recipients.Users(users))));

    assertThat(stored(id)).isEqualTo(1);
    assertThat(
            count(
                "SELECT count(*) FROM notification.recipient WHERE cursor = $1", accepted.cursor()))
        .isEqualTo(10_000);
  }

  @Test
  void nothingIsStoredWhereARecipientCannotBe() {
    var unfit = new Recipients.Users(List.of("good", "twice", "twice"));

    assertThatThrownBy(() -> await(inbox.store(notification(id, unfit))))
        .isInstanceOf(PgException.class);

    assertThat(stored(id)).isZero();
  }

  @Test
  void cursorsAreUnique() {
    List<Accepted> accepted = storeManyAtOnce(50);

    assertThat(accepted.stream().map(a -> ((Accepted.Stored) a).cursor()).distinct()).hasSize(50);
  }

  @Test
  void whoHasSeenACursorNeverFindsANewNotificationBelowIt() {
    CompletableFuture<List<Accepted>> writing =
        CompletableFuture.supplyAsync(() -> storeManyAtOnce(200));

    Set<Long> seen = new HashSet<>();
    long newest = 0;
    boolean done;
    do {
      done = writing.isDone();
      for (long cursor : cursorsLike(id + "%")) {
        if (seen.add(cursor)) {
          assertThat(cursor).isGreaterThan(newest);
          newest = cursor;
        }
      }
    } while (!done);
    assertThat(seen).hasSize(200);
  }

  /** Half of them keyed: both ways of storing move the same clock. */
  private List<Accepted> storeManyAtOnce(int count) {
    List<Uni<Accepted>> all =
        IntStream.range(0, count)
            .mapToObj(
                i -> {
                  var notification = notification(id + i, new Recipients.Users(USERS));
                  return i % 2 == 0
                      ? inbox.store(notification)
                      : inbox.store(notification, new RequestKey("shop", id + i, "body"));
                })
            .toList();
    return await(Uni.join().all(all).andFailFast());
  }

  private List<Long> cursorsLike(String ids) {
    List<Long> cursors = new ArrayList<>();
    await(
            pool.preparedQuery(
                    "SELECT cursor FROM notification.notification WHERE id LIKE $1 ORDER BY cursor")
                .execute(Tuple.of(ids)))
        .forEach(row -> cursors.add(row.getLong(0)));
    return cursors;
  }

  @Test
  void aNotificationThatCannotBeStoredLeavesItsKeyFree() {
    RequestKey key = new RequestKey("shop", id, "body");
    var unfit = new Recipients.Users(List.of("good", "twice", "twice"));

    assertThatThrownBy(() -> await(inbox.store(notification(id, unfit), key)))
        .isInstanceOf(PgException.class);

    assertThat(await(inbox.store(notification(id, new Recipients.Users(USERS)), key)))
        .isInstanceOf(Accepted.Stored.class);
  }

  @Test
  void aKeyUsedForAnotherBodyIsToldApart() {
    await(inbox.store(notification(id, new Recipients.Users(USERS)), key("one")));

    assertThat(await(inbox.store(notification(id + 2, new Recipients.Users(USERS)), key("one"))))
        .isEqualTo(new Accepted.Repeated(id, USERS.size()));
    assertThat(await(inbox.store(notification(id + 2, new Recipients.Users(USERS)), key("other"))))
        .isEqualTo(new Accepted.KeyReused());
    assertThat(stored(id + 2)).isZero();
  }

  private RequestKey key(String fingerprint) {
    return new RequestKey("shop", id, fingerprint);
  }

  @Test
  void aForgottenKeyIsFreeBeforeAndAfterItsRowIsGone() {
    await(inbox.store(notification(id, new Recipients.Everybody()), key("one")));
    age(id);
    assertThat(await(inbox.store(notification(id + 2, new Recipients.Users(USERS)), key("two"))))
        .isInstanceOf(Accepted.Stored.class);
    age(id);
    assertThat(await(inbox.forgetOldKeys(1))).isEqualTo(1);
    assertThat(await(inbox.store(notification(id + 3, new Recipients.Users(USERS)), key("three"))))
        .isInstanceOf(Accepted.Stored.class);
  }

  private void age(String key) {
    await(
        pool.preparedQuery(
                "UPDATE notification.request SET received = now() - interval '25 hours' WHERE key = $1")
            .execute(Tuple.of(key)));
  }

  @Test
  void aDatabaseThatIsAwaySaysSo() {
    Backends.postgres().stop();
    try {
      assertThatThrownBy(() -> await(inbox.store(notification(id, new Recipients.Everybody()))))
          .isInstanceOf(InboxUnavailable.class);
    } finally {
      Backends.postgres().start();
    }
  }

  @Test
  void theSameRequestTwiceAtOnceIsOneNotification() {
    RequestKey key = new RequestKey("shop", id, "body");
    List<Uni<Accepted>> both =
        List.of(
            inbox.store(notification(id + "a", new Recipients.Users(List.of("u"))), key),
            inbox.store(notification(id + "b", new Recipients.Users(List.of("u"))), key));

    List<Accepted> accepted = await(Uni.join().all(both).andFailFast());

    assertThat(accepted).hasAtLeastOneElementOfType(Accepted.Stored.class);
    assertThat(accepted).hasAtLeastOneElementOfType(Accepted.Repeated.class);
    assertThat(stored(id + "a") + stored(id + "b")).isEqualTo(1);
  }
}
