package io.chorus.chat.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.stack.test.Backends;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The script on a real Redis whose clock shows what the test wants. */
class StampTest {
  private static final String SCRIPT =
      RedisRoomBus.STAMP
          .source()
          .replace("redis.call('TIME')", "{math.floor(ARGV[9] / 1000000), ARGV[9] % 1000000}");

  private static final String SCRIPT_AT_NOW =
      RedisRoomBus.STAMP.source().replace("redis.call('TIME')", "{1795000000, 0}");

  private static final String FRAME = "{\"event\":\"message\",\"data\":{";
  private static final long NOW = 1_795_000_000_000_000L;
  private static final long SECOND = 1_000_000;
  private static final long HOUR = 3600 * SECOND;
  private static final long NO_LIMIT = Long.MAX_VALUE;

  private final Vertx vertx = Vertx.vertx();
  private final Redis redis = Redis.createClient(vertx, Backends.redis().url());
  private final String test = UUID.randomUUID().toString();
  private final String epoch = "epoch-" + test;
  private final String clock = "clock:{" + test + "}";
  private final String setIn = "epoch:{" + test + "}";

  private record Stamped(long cursor, String prev, long ageMillis) {}

  @AfterEach
  void close() throws Exception {
    redis.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private Response send(Command command, Object... arguments) throws Exception {
    Request request = Request.cmd(command);
    List.of(arguments).forEach(argument -> request.arg(argument.toString()));
    return redis.send(request).toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private Stamped stamp(String id, long now) throws Exception {
    return stamp(id, now, 0, NO_LIMIT);
  }

  private Stamped stamp(String id, long now, long floor, long latest) throws Exception {
    Response given =
        send(
                Command.EVAL,
                SCRIPT,
                3,
                clock,
                memory(id),
                setIn,
                floor,
                600_000,
                3_600_000,
                15 * SECOND,
                epoch,
                latest,
                "channel",
                FRAME,
                now)
            .get(0);
    return stamped(given);
  }

  private static Stamped stamped(Response given) {
    return new Stamped(given.get(0).toLong(), given.get(1).toString(), given.get(2).toLong());
  }

  private String memory(String id) {
    return "sent:{" + test + "}:" + id;
  }

  private void begin(long since, String replicationId) throws Exception {
    send(Command.SET, epoch, since + " " + replicationId);
  }

  private void forgetTheRoom() throws Exception {
    send(Command.DEL, clock, setIn);
  }

  @Test
  void inOneEpochEachKnowsTheOneBefore() throws Exception {
    begin(NOW - HOUR, "a");

    assertThat(stamp("a", NOW)).isEqualTo(new Stamped(NOW, "0", 0));
    assertThat(stamp("b", NOW + 5)).isEqualTo(new Stamped(NOW + 5, Long.toString(NOW), 0));
  }

  @Test
  void aClockThatAFormerMasterHasLeftBehindIsNotBelieved() throws Exception {
    begin(NOW - HOUR, "a");
    stamp("a", NOW);
    begin(NOW + SECOND, "b");

    assertThat(stamp("b", NOW + 2 * SECOND).prev()).isEqualTo("-");
    assertThat(stamp("c", NOW + 3 * SECOND).prev()).isEqualTo(Long.toString(NOW + 2 * SECOND));
  }

  @Test
  void aClockOfAnotherEpochStillIsAFloor() throws Exception {
    begin(NOW, "a");
    stamp("a", NOW);
    begin(NOW - HOUR, "b");

    assertThat(stamp("b", NOW - HOUR).cursor()).isEqualTo(NOW + 1);
  }

  @Test
  void whereTheClockOfRedisIsBehindNoStampIsBelowTheFloor() throws Exception {
    begin(NOW - HOUR, "a");

    assertThat(stamp("a", NOW - HOUR, NOW, NO_LIMIT).cursor()).isEqualTo(NOW + 1);
    assertThat(stamp("b", NOW - HOUR, NOW, NO_LIMIT).cursor()).isEqualTo(NOW + 2);
    assertThat(stamp("c", NOW + SECOND, NOW, NO_LIMIT).cursor()).isEqualTo(NOW + SECOND);
  }

  @Test
  void aJumpAheadIsNotFollowed() throws Exception {
    begin(NOW - HOUR, "a");
    stamp("a", NOW);

    long limit = NOW + 10 * SECOND;
    assertThat(stamp("b", NOW + HOUR, 0, limit).cursor()).isEqualTo(limit);
    assertThat(stamp("c", NOW + HOUR, 0, limit).cursor()).isEqualTo(limit + 1);
    assertThat(stamp("d", NOW + 20 * SECOND, 0, limit + 20 * SECOND).cursor())
        .isEqualTo(NOW + 20 * SECOND);
  }

  @Test
  void whatAJumpAheadHasExpiredIsNotTakenForLongSilence() throws Exception {
    begin(NOW - HOUR, "a");
    stamp("a", NOW);
    forgetTheRoom();

    assertThat(stamp("b", NOW + HOUR, NOW, NOW + 10 * SECOND).prev()).isEqualTo("-");
  }

  @Test
  void aClockThatGoesBackBeforeTheEpochProvesNothing() throws Exception {
    begin(NOW, "a");

    assertThat(stamp("a", NOW - HOUR).prev()).isEqualTo("-");
  }

  @Test
  void whatIsRememberedTellsItsAge() throws Exception {
    begin(NOW - HOUR, "a");
    Stamped first = stamp("a", NOW);

    assertThat(stamp("a", NOW + 7 * SECOND)).isEqualTo(new Stamped(NOW, first.prev(), 7_000));
  }

  @Test
  void whatWasStampedByAnotherClockIsTooOldForItsPlace() throws Exception {
    begin(NOW - HOUR, "a");
    stamp("a", NOW);

    begin(NOW + SECOND, "b");
    assertThat(stamp("a", NOW + 2 * SECOND).ageMillis()).isGreaterThan(60_000);

    begin(NOW - 2 * HOUR, "c");
    assertThat(stamp("a", NOW - HOUR).ageMillis()).isGreaterThan(60_000);
  }

  @Test
  void whatGotAPlaceAheadOfTheTimeTellsTheAgeThatItHas() throws Exception {
    begin(NOW - HOUR, "a");
    stamp("a", NOW, NOW + HOUR, NO_LIMIT);

    Stamped again = stamp("a", NOW + 7 * SECOND, 0, NO_LIMIT);

    assertThat(again.cursor()).isEqualTo(NOW + HOUR + 1);
    assertThat(again.ageMillis()).isEqualTo(7_000);
  }

  @Test
  void whereTheEpochWasFlushedNothingIsClaimedAndANewOneBegins() throws Exception {
    assertThat(stamp("a", NOW).prev()).isEqualTo("-");
    assertThat(stamp("b", NOW + 5).prev()).isEqualTo(Long.toString(NOW));
  }

  @Test
  void ofManyInOneCallEachGetsAPlaceOfItsOwnInOrder() throws Exception {
    begin(NOW - HOUR, "a");
    stamp("remembered", NOW - SECOND);

    Response given = stampTogether("a", "remembered", "b");

    assertThat(stamped(given.get(0))).isEqualTo(new Stamped(NOW, Long.toString(NOW - SECOND), 0));
    assertThat(stamped(given.get(1))).isEqualTo(new Stamped(NOW - SECOND, "0", 1_000));
    assertThat(stamped(given.get(2))).isEqualTo(new Stamped(NOW + 2, Long.toString(NOW), 0));
  }

  @Test
  void whatCannotBeStampedFailsAlone() throws Exception {
    begin(NOW - HOUR, "a");
    send(Command.SET, memory("broken"), "what nobody has written");

    Response given = stampTogether("a", "broken", "b");

    assertThat(given.get(1).type()).isEqualTo(ResponseType.ERROR);
    assertThat(stamped(given.get(2)).prev()).isEqualTo(Long.toString(NOW));
  }

  private Response stampTogether(String... ids) throws Exception {
    List<Object> arguments = new ArrayList<>(List.of(SCRIPT_AT_NOW, 3 * ids.length));
    for (String id : ids) {
      arguments.addAll(List.of(clock, memory(id), setIn));
    }
    arguments.addAll(List.of(0, 600_000, 3_600_000, 15 * SECOND, epoch, NO_LIMIT));
    for (String ignored : ids) {
      arguments.addAll(List.of("channel", FRAME));
    }
    return send(Command.EVAL, arguments.toArray());
  }
}
