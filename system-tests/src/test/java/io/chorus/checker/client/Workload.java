package io.chorus.checker.client;

import io.chorus.checker.trace.Journal;
import io.chorus.checker.trace.Trace;
import io.chorus.stack.Suite;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * Clients that talk in a few rooms at a steady rate. All of them share one event loop; the methods
 * here may be called from any other thread, and wait for it.
 */
public final class Workload implements AutoCloseable {
  /** Below the 20 messages a second that a connection may send, and enough to catch up. */
  private static final long SEND_MILLIS = 55;

  private static final int READING_CONNECTIONS = 64;

  /** One that is used, and others that do not end yet. */
  private static final int CONNECTIONS_EACH = 10;

  private static final int CLOSING_SECONDS = 1;

  private static final long AUDIT_MILLIS = 50;
  private static final long PUBLISH_MILLIS = 200;

  /** Of five clients. */
  private static final List<Carriage> CARRIAGES =
      List.of(
          Carriage.SOCKET_IO_WEBSOCKET,
          Carriage.SOCKET_IO_POLLING,
          Carriage.SOCKET_IO_UPGRADED,
          Carriage.NATIVE,
          Carriage.NATIVE);

  /** One in so many clients is away again and again, where any is. */
  private static final int ASLEEP_EVERY = 4;

  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));

  private final List<String> rooms;
  private final List<Participant> participants;
  private final Inspector inspector;
  private final WorkloadOptions options;
  private final Timings timings = new Timings();
  private final Auditor auditor;
  private final Publisher publisher;
  private final List<Sleep> sleeps;
  private final List<Long> writing = new ArrayList<>();
  private int turn;

  /** Does not connect yet. */
  public Workload(Suite suite, WorkloadOptions options, long seed, long start) {
    this(Entrances.of(suite), options, seed, start, Journal.none());
  }

  /** Does not connect yet. */
  public Workload(Entrances entrances, WorkloadOptions options, long seed, long start) {
    this(entrances, options, seed, start, Journal.none());
  }

  /**
   * Does not connect yet.
   *
   * @param start {@link System#nanoTime} at the beginning of the run
   */
  public Workload(
      Entrances entrances, WorkloadOptions options, long seed, long start, Journal journal) {
    this.options = options;
    SplittableRandom randoms = new SplittableRandom(seed);
    String run = UUID.randomUUID().toString().substring(0, 8);
    this.rooms = IntStream.range(0, options.rooms()).mapToObj(i -> run + "-" + i).toList();
    WebSocketClient sockets =
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setMaxConnections(CONNECTIONS_EACH * options.clients())
                .setClosingTimeout(CLOSING_SECONDS));
    HttpClient http =
        vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(READING_CONNECTIONS));
    HttpClient polling =
        vertx.createHttpClient(
            new HttpClientOptions().setMaxPoolSize(CONNECTIONS_EACH * options.clients()));
    Known known = new Known();
    this.auditor =
        new Auditor(
            http,
            entrances.history(),
            entrances.tokens().mint("auditor"),
            rooms,
            known,
            randoms.split(),
            journal);
    Scene scene = new Scene(vertx, http, entrances, options, timings, known, auditor, journal);
    this.publisher = new Publisher(scene, rooms, randoms.split(), new Trace("publisher", start));
    this.participants =
        IntStream.range(0, options.clients())
            .mapToObj(
                i -> {
                  String userId = "user" + i;
                  String token = entrances.tokens().mint(userId);
                  SplittableRandom random = randoms.split();
                  Carriage carriage = CARRIAGES.get(i % CARRIAGES.size());
                  return new Participant(
                      userId,
                      scene,
                      carriage.wires(sockets, polling, token),
                      carriage.dialect(token),
                      IntStream.range(i, i + options.roomsEach())
                          .mapToObj(room -> rooms.get(room % rooms.size()))
                          .toList(),
                      new HistoryReader(vertx, http, entrances.history(), token, random),
                      random,
                      new Trace(userId, start));
                })
            .toList();
    this.sleeps =
        IntStream.range(0, options.longestSleep().isZero() ? 0 : participants.size())
            .filter(i -> i % ASLEEP_EVERY == 1)
            .mapToObj(
                i -> new Sleep(vertx, participants.get(i), options.longestSleep(), randoms.split()))
            .toList();
    this.inspector = new Inspector(rooms, entrances, randoms.split());
  }

  /** Connects all clients. */
  public void connect() {
    onLoop(
        () -> {
          participants.forEach(Participant::connect);
          return null;
        });
  }

  /** Lets them write. */
  public void startWriting() {
    onLoop(
        () -> {
          vertx.setPeriodic(SEND_MILLIS, ignored -> participants.forEach(Participant::sendNext));
          writing.add(vertx.setPeriodic(1_000 / options.rate(), ignored -> writeOne()));
          if (options.audited()) {
            writing.add(vertx.setPeriodic(AUDIT_MILLIS, ignored -> auditor.readSomething()));
          }
          writing.add(vertx.setPeriodic(PUBLISH_MILLIS, ignored -> publisher.publish()));
          sleeps.forEach(Sleep::begin);
          return null;
        });
  }

  private void writeOne() {
    participants.get(turn++ % participants.size()).write();
  }

  /** Nobody has anything more to say; what was said is still sent until it is stored. */
  public void stopWriting() {
    onLoop(
        () -> {
          writing.forEach(vertx::cancelTimer);
          sleeps.forEach(Sleep::end);
          return null;
        });
  }

  /** Every second client leaves for good: the others are to be told. */
  public void dismissHalf() {
    onLoop(
        () -> {
          for (int i = 1; i < participants.size(); i += 2) {
            participants.get(i).stop();
          }
          return null;
        });
  }

  /**
   * Whether every client is in its rooms and has read what was said there before: from then on,
   * what it misses is missed.
   */
  public boolean isJoined() {
    return onLoop(() -> participants.stream().allMatch(Participant::isJoined));
  }

  /** Whether every message is acknowledged and no client reads the history. */
  public boolean isQuiet() {
    return restless().isEmpty();
  }

  /** Who waits for an acknowledgement or reads the history, with what is open: a line each. */
  public List<String> restless() {
    return onLoop(
        () ->
            Stream.concat(
                    participants.stream().map(Participant::unfinished),
                    Stream.of(publisher.unfinished()))
                .flatMap(Optional::stream)
                .toList());
  }

  /** What was acknowledged as stored, to all clients together. */
  public long acknowledged() {
    return sum(Participant::acknowledged);
  }

  /** Messages delivered live, to all clients together. */
  public long delivered() {
    return sum(Participant::delivered);
  }

  /** The rooms that the clients talk in. */
  public List<String> rooms() {
    return rooms;
  }

  /** How long messages took since the last time this was asked. */
  public Latencies takeLatencies() {
    return onLoop(timings::take);
  }

  /** Why clients' connections came to an end before they left. */
  public List<String> losses() {
    return onLoop(() -> participants.stream().flatMap(client -> client.losses().stream()).toList());
  }

  private long sum(ToLongFunction<Participant> number) {
    return onLoop(() -> participants.stream().mapToLong(number).sum());
  }

  /** Whether every client got something live after that moment. */
  public boolean allDeliveredAfter(long moment) {
    return onLoop(() -> attentive().allMatch(client -> client.silence().endedAfter(moment)));
  }

  private Stream<Participant> attentive() {
    return participants.stream().filter(Participant::isAttentive);
  }

  /** From that moment on the silence of each client is measured. */
  public void measureSilenceFrom(long moment) {
    onLoop(
        () -> {
          participants.forEach(client -> client.silence().from(moment));
          return null;
        });
  }

  /** The longest time without live delivery to any one client. */
  public Duration longestSilence() {
    return Duration.ofNanos(
        onLoop(
            () ->
                attentive().mapToLong(client -> client.silence().longestNanos()).max().orElse(0)));
  }

  /** What the clients have seen and done. */
  public List<Trace> traces() {
    return Stream.concat(
            participants.stream().map(Participant::trace), Stream.of(publisher.trace()))
        .toList();
  }

  /**
   * @param histories as below: what came live and is not there is withdrawn by whoever reads them
   */
  public List<Testimony> testimonies(Map<String, List<Entry>> histories) {
    Map<String, Set<EntryKey>> logs = new HashMap<>();
    histories.forEach(
        (room, entries) ->
            logs.put(room, entries.stream().map(Entry::key).collect(Collectors.toSet())));
    return onLoop(
        () ->
            Stream.concat(
                    participants.stream().map(client -> client.testimony(logs)),
                    Stream.of(publisher.testimony()))
                .toList());
  }

  /** What was wrong with pages that were read while clients wrote. */
  public List<Misreading> misreadings() {
    return onLoop(auditor::misreadings);
  }

  /** How many pages were read while clients wrote. */
  public long pages() {
    return onLoop(auditor::pages);
  }

  /** How far the newest pages were behind live delivery, in microseconds. */
  public Histogram staleness() {
    return onLoop(auditor::staleness);
  }

  /** The whole log of every room, oldest first; also of those that nobody may write to. */
  public Map<String, List<Entry>> histories() {
    return inspector.histories();
  }

  /** Every room as each replica gives it, by replica and room. */
  public Map<String, Map<String, HistoryReader.State>> states() {
    return inspector.states();
  }

  /** How far users have read, where they do, and what is left, as the history says. */
  public List<Marker> markers() {
    return options.changes()
        ? inspector.markers(participants.stream().map(Participant::userId).toList())
        : List.of();
  }

  @Override
  public void close() {
    stopWriting();
    onLoop(
        () -> {
          participants.forEach(Participant::stop);
          return null;
        });
    inspector.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private <T> T onLoop(Callable<T> task) {
    Future<T> done =
        Future.future(
            promise ->
                vertx.runOnContext(
                    ignored -> {
                      try {
                        promise.complete(task.call());
                      } catch (Exception e) {
                        promise.fail(e);
                      }
                    }));
    return done.toCompletionStage().toCompletableFuture().join();
  }
}
