package io.chorus.chat.reading;

import io.chorus.bus.Bus;
import io.chorus.bus.BusUnavailable;
import io.chorus.bus.InstanceId;
import io.chorus.chat.ChatConfig;
import io.chorus.chat.outbox.Outbox;
import io.chorus.chat.outbox.Outbox.Replica;
import io.chorus.model.Json;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.frame.Envelope;
import io.chorus.model.frame.Event;
import io.chorus.model.frame.Frame;
import io.chorus.model.ingest.IngestVersion;
import io.chorus.model.notification.UserChannels;
import io.chorus.model.reading.MarkAnswer;
import io.chorus.model.reading.MarkRequest;
import io.chorus.model.reading.ReadingChannels;
import io.chorus.model.reading.RoomRead;
import io.chorus.model.room.RoomId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Has the history note how far users have read, and tells their other devices. One replica is asked
 * after the other, as a marker noted twice is the same. Bounded in what waits for an answer, and in
 * how long it waits. Thread-safe; never blocks.
 */
@RegisterForReflection(targets = {MarkRequest.class, MarkAnswer.class, RoomRead.class})
@Startup
@Singleton
public class ReadMarkers {
  private static final Logger LOG = Logger.getLogger(ReadMarkers.class);

  /** Markers that wait for an answer at once; one more is refused with {@code overloaded}. */
  private static final int MAX_WAITING = 5_000;

  /** Replicas that may be silent, one after the other, before the caller is told. */
  private static final int SILENCES = 3;

  /** Where there is no replica at the moment, or each has been asked. */
  private static final long PAUSE_MILLIS = 100;

  private final Bus bus;
  private final Outbox outbox;
  private final VertxInternal vertx;
  private final String replyTo;
  private final long answerMillis;
  private final Counter refused;
  private final AtomicLong lastId = new AtomicLong();
  private final AtomicInteger open = new AtomicInteger();
  private final Map<String, Promise<MarkAnswer>> waiting = new ConcurrentHashMap<>();

  ReadMarkers(
      Bus bus,
      Outbox outbox,
      Vertx vertx,
      ChatConfig config,
      InstanceId instance,
      MeterRegistry metrics) {
    this.bus = bus;
    this.outbox = outbox;
    this.vertx = (VertxInternal) vertx;
    this.answerMillis = config.outbox().acknowledgement().toMillis();
    this.refused = metrics.counter("chorus.refused", "bound", "read-markers");
    String answers = ReadingChannels.answers(instance.value());
    this.replyTo = bus.address(answers);
    bus.subscribe(answers, answer -> answered(answer.toString()));
  }

  private void answered(String text) {
    MarkAnswer.read(text)
        .ifPresentOrElse(
            answer -> {
              Promise<MarkAnswer> asked = waiting.get(answer.id());
              if (asked != null) {
                asked.tryComplete(answer);
              }
            },
            () -> LOG.warn("what is no answer was passed over"));
  }

  /**
   * Notes that a user has read a room up to a cursor; where that is news, the user's other
   * connections are told.
   *
   * @param connection of the user that need not be told
   * @return what the history says, once it is committed there; completes on the caller's context.
   *     Fails with a {@link Refusal}, {@code overloaded}: no replica has answered in time, or too
   *     much waits already
   */
  public Future<MarkAnswer> mark(RoomId room, String userId, long cursor, String connection) {
    if (open.incrementAndGet() > MAX_WAITING) {
      open.decrementAndGet();
      refused.increment();
      return Future.failedFuture(unanswered());
    }
    long deadline = System.nanoTime() + SILENCES * TimeUnit.MILLISECONDS.toNanos(answerMillis);
    return ask(room, userId, cursor, deadline, Set.of())
        .onComplete(ignored -> open.decrementAndGet())
        .onSuccess(
            answer -> {
              if (answer.moved()) {
                tell(userId, connection, answer.read());
              }
            });
  }

  /**
   * @param asked replicas, without success
   */
  private Future<MarkAnswer> ask(
      RoomId room, String userId, long cursor, long deadlineNanos, Set<String> asked) {
    if (System.nanoTime() - deadlineNanos >= 0) {
      return Future.failedFuture(unanswered());
    }
    return outbox
        .replica(room.value(), IngestVersion.LOG, asked)
        .compose(
            found -> {
              String replica = found.map(Replica::id).orElse(null);
              if (replica == null || asked.contains(replica)) {
                return pause().compose(v -> ask(room, userId, cursor, deadlineNanos, Set.of()));
              }
              Set<String> more = new HashSet<>(asked);
              more.add(replica);
              return ask(found.get(), room, userId, cursor)
                  .recover(cause -> ask(room, userId, cursor, deadlineNanos, more));
            });
  }

  private Future<Void> pause() {
    Promise<Void> over = vertx.promise();
    vertx.setTimer(PAUSE_MILLIS, ignored -> over.complete());
    return over.future();
  }

  private Future<MarkAnswer> ask(Replica replica, RoomId room, String userId, long cursor) {
    String id = Long.toString(lastId.incrementAndGet());
    Promise<MarkAnswer> answered = vertx.promise();
    waiting.put(id, answered);
    bus.publish(
            ReadingChannels.requests(replica.id()),
            Json.text(new MarkRequest(id, replyTo, replica.suite(), room.value(), userId, cursor)))
        .onSuccess(
            receivers -> {
              if (receivers == 0) {
                answered.tryFail("nobody listens");
              }
            })
        .onFailure(answered::tryFail);
    return answered
        .future()
        .timeout(answerMillis, TimeUnit.MILLISECONDS)
        .onComplete(ignored -> waiting.remove(id))
        .compose(
            answer ->
                answer.read() != null && isOwn(replica, answer)
                    ? Future.succeededFuture(answer)
                    : Future.failedFuture("not noted"));
  }

  private static boolean isOwn(Replica replica, MarkAnswer answer) {
    return replica.suite() == null
        || answer.suite() == null
        || replica.suite().equals(answer.suite());
  }

  private static Refusal unanswered() {
    return new Refusal(ErrorCode.OVERLOADED, "the history does not answer; try again");
  }

  private void tell(String userId, String connection, RoomRead read) {
    bus.publish(
            UserChannels.of(userId), Envelope.event(connection, Frame.of(Event.ROOM_READ, read)))
        .onFailure(BusUnavailable.otherwise(e -> LOG.error("a reading was not told", e)));
  }
}
