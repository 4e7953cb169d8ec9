package io.chorus.chat.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.chat.bus.PresenceStore;
import io.chorus.chat.bus.PresenceStore.Entry;
import io.chorus.chat.bus.PresenceStore.News;
import io.chorus.chat.bus.PresenceStore.Share;
import io.chorus.model.room.RoomId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoundTest {
  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final Map<RoomId, List<Entry>> rooms = new HashMap<>();
  private final Calls calls = new Calls();
  private final List<Share> failed = new CopyOnWriteArrayList<>();
  private Round round;

  /** Records calls, each open until it is answered. */
  private static final class Calls implements PresenceStore {
    final List<List<Share>> made = new CopyOnWriteArrayList<>();
    final List<Promise<Map<RoomId, Integer>>> open = new ArrayList<>();

    @Override
    public synchronized Future<Map<RoomId, Integer>> tell(News news, List<Share> shares) {
      made.add(shares);
      Promise<Map<RoomId, Integer>> answer = Promise.promise();
      open.add(answer);
      return answer.future();
    }

    synchronized Promise<Map<RoomId, Integer>> first() {
      return open.removeFirst();
    }

    @Override
    public Future<View> join(RoomId room, Entry entry, int listed) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Future<Boolean> leave(RoomId room, Entry entry) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Future<View> members(RoomId room, int listed) {
      throw new UnsupportedOperationException();
    }
  }

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void fill(int number, int entriesEach) {
    for (int i = 0; i < number; i++) {
      RoomId room = new RoomId("room-" + i);
      List<Entry> entries = new ArrayList<>();
      for (int j = 0; j < entriesEach; j++) {
        entries.add(new Entry("c" + j, "user", "Name"));
      }
      rooms.put(room, entries);
    }
  }

  private void grant(long number) {
    Promise<Void> done = Promise.promise();
    loop.runOnContext(
        ignored -> {
          if (round == null) {
            round =
                new Round(
                    calls,
                    loop,
                    News.REFRESH,
                    List.copyOf(rooms.keySet()).iterator(),
                    room -> List.copyOf(rooms.get(room)),
                    new Round.Listener() {
                      @Override
                      public void told(List<Share> shares, Map<RoomId, Integer> sizes) {}

                      @Override
                      public void failed(List<Share> shares, Throwable cause) {
                        failed.addAll(shares);
                      }
                    });
          }
          round.grant(number);
          done.complete();
        });
    done.future().toCompletionStage().toCompletableFuture().join();
  }

  private long told() {
    return calls.made.stream().mapToLong(List::size).sum();
  }

  @Test
  void noMoreRoomsAreToldThanWereGranted() {
    fill(100, 1);
    grant(7);
    assertThat(told()).isEqualTo(7);
    grant(0);
    grant(3);
    assertThat(told()).isEqualTo(10);
  }

  @Test
  void fewCallsAreUnderWayAndTheRestFollowsAsTheyAreAnswered() {
    fill(1000, 1);
    grant(Long.MAX_VALUE);
    assertThat(calls.made).hasSize(4).allMatch(call -> call.size() == 50);

    calls.first().complete(Map.of());
    calls.first().fail("away");

    Awaitility.await().until(() -> calls.made.size() == 6);
    assertThat(failed).hasSize(50);
  }

  @Test
  void noCallHasMoreEntriesThanItsBound() {
    fill(10, 300);
    fill(1, 1201);
    grant(Long.MAX_VALUE);
    while (told() < 9 + 3) {
      calls.first().complete(Map.of());
      grant(0);
    }
    assertThat(calls.made)
        .allMatch(call -> call.stream().mapToInt(share -> share.entries().size()).sum() <= 500);
    assertThat(calls.made.stream().flatMap(List::stream).mapToInt(s -> s.entries().size()).sum())
        .isEqualTo(9 * 300 + 1201);
  }

  @Test
  void whoLeavesBeforeTheirRoomsTurnIsNotTold() {
    fill(2, 1);
    grant(1);
    RoomId told = calls.made.getFirst().getFirst().room();
    rooms.keySet().forEach(room -> rooms.put(room, List.of()));
    grant(1);

    assertThat(calls.made).hasSize(1);
    assertThat(told).isNotNull();
  }
}
