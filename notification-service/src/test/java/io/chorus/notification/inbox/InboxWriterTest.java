package io.chorus.notification.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chorus.stack.test.Backends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backends.class)
class InboxWriterTest {
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
    var badUsers = new Recipients.Users(List.of("good", "bad\u0000"));

    assertThatThrownBy(() -> await(inbox.store(notification(id, badUsers))))
        .isInstanceOf(RuntimeException.class);

    assertThat(stored(id)).isZero();
  }

  @Test
  void cursorsGrowAndNoneIsGivenTwice() {
    List<Uni<Accepted>> all =
        IntStream.range(0, 50)
            .mapToObj(i -> inbox.store(notification(id + i, new Recipients.Everybody())))
            .toList();

    List<Accepted> accepted = await(Uni.join().all(all).andFailFast());

    assertThat(accepted.stream().map(a -> ((Accepted.Stored) a).cursor()).distinct()).hasSize(50);
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
