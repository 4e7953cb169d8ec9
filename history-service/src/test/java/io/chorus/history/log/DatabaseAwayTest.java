package io.chorus.history.log;

import static io.chorus.history.Messages.inTime;
import static io.chorus.history.Messages.message;
import static io.chorus.history.Messages.newRoom;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chorus.bus.Bus;
import io.chorus.model.ingest.IngestAck;
import io.chorus.model.ingest.IngestChannels;
import io.chorus.model.ingest.ReplicaAnnouncement;
import io.chorus.stack.test.BehindTap;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** PostgreSQL vanishes behind the network: connections stay open, nothing comes. */
@QuarkusTest
@QuarkusTestResource(value = BehindTap.class, restrictToAnnotatedClass = true)
class DatabaseAwayTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Inject LogWriter writer;
  @Inject LogProbe probe;
  @Inject Pool pool;
  @Inject Bus bus;
  @Inject @Readiness LogReadiness readiness;

  private final String room = newRoom();

  @AfterEach
  void mend() {
    BehindTap.tap().turn(true);
    awaitState(LogProbe.State.WRITABLE);
  }

  private void awaitState(LogProbe.State state) {
    Awaitility.await().atMost(PATIENCE).until(() -> probe.state() == state);
  }

  private void store(int cursor) {
    writer.store(inTime(List.of(message(room, "m" + cursor, cursor)))).await().atMost(PATIENCE);
  }

  @Test
  void writesEndInTimeAndWorkAgainAsSoonAsPostgresqlDoes() {
    awaitState(LogProbe.State.WRITABLE);
    store(1);
    BehindTap.tap().turn(false);
    List<Uni<LogWriter.Outcome>> hanging = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      hanging.add(writer.store(inTime(List.of(message(room, "h" + i, 100 + i)))));
    }

    assertThatThrownBy(() -> Uni.join().all(hanging).andCollectFailures().await().atMost(PATIENCE))
        .isNotNull();
    awaitState(LogProbe.State.AWAY);

    BehindTap.tap().turn(true);
    awaitState(LogProbe.State.WRITABLE);
    store(2);
  }

  @Test
  void whatGetsTooOldOnTheWayToPostgresqlIsNotAddedWhenItArrives() {
    awaitState(LogProbe.State.WRITABLE);
    BehindTap.tap().turn(false);
    long until = System.nanoTime() + Duration.ofMillis(500).toNanos();
    Uni<LogWriter.Outcome> storing =
        writer
            .store(List.of(new LogWriter.Entry(message(room, "late", 1), until)))
            .memoize()
            .indefinitely();
    storing.subscribe().with(outcome -> {}, failure -> {});
    Awaitility.await().atMost(PATIENCE).until(() -> System.nanoTime() - until > 0);

    BehindTap.tap().turn(true);

    LogWriter.Outcome nothing = new LogWriter.Outcome(List.of(), List.of());
    assertThat(storing.onFailure().recoverWithItem(nothing).await().atMost(PATIENCE).added())
        .isEmpty();
    awaitState(LogProbe.State.WRITABLE);
    assertThat(writer.find(List.of(message(room, "late", 1))).await().atMost(PATIENCE))
        .containsExactly(IngestAck.REFUSED);
  }

  @Test
  void aReplicaThatCannotWriteSaysSoAndAnnouncesItselfNoMoreUntilItCan() throws Exception {
    awaitState(LogProbe.State.WRITABLE);
    List<ReplicaAnnouncement> heard = new CopyOnWriteArrayList<>();
    bus.subscribe(
            IngestChannels.ANNOUNCEMENTS,
            news -> ReplicaAnnouncement.read(news.toString()).ifPresent(heard::add))
        .toCompletionStage()
        .toCompletableFuture()
        .get();
    Awaitility.await().atMost(PATIENCE).until(() -> !heard.isEmpty());
    assertThat(readiness.call().getStatus()).isEqualTo(Status.UP);

    BehindTap.tap().turn(false);
    Awaitility.await().atMost(PATIENCE).until(() -> heard.getLast().leaving());
    assertThat(readiness.call().getStatus()).isEqualTo(Status.DOWN);
    int announced = heard.size();

    BehindTap.tap().turn(true);
    Awaitility.await().atMost(PATIENCE).until(() -> !heard.getLast().leaving());
    assertThat(heard.get(announced).leaving()).isFalse();
    assertThat(readiness.call().getStatus()).isEqualTo(Status.UP);
    bus.unsubscribe(IngestChannels.ANNOUNCEMENTS);
  }

  @Test
  void postgresqlItselfEndsWhatTakesTooLong() {
    awaitState(LogProbe.State.WRITABLE);
    assertThat(setting("statement_timeout")).isEqualTo("4s");
    assertThat(setting("lock_timeout")).isEqualTo("3s");
    assertThat(setting("idle_in_transaction_session_timeout")).isEqualTo("10s");
  }

  private String setting(String name) {
    return pool.query("SHOW " + name)
        .execute()
        .map(rows -> rows.iterator().next().getString(0))
        .await()
        .atMost(PATIENCE);
  }
}
