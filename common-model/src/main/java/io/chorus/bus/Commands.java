package io.chorus.bus;

import io.chorus.logging.SparingLog;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Commands over one pipelined connection, in the order in which they were given. One that was under
 * way when the connection broke, or that Redis could not carry out just then, is sent again until
 * its time is up: every command here must stand being carried out twice. Before any of those is
 * sent again, all that are under way are answered, or given up with their connection: so they keep
 * their order.
 *
 * <p>What several ask of one script in one turn of the loop goes as one call, at the end of the
 * turn, and what is sent behind it in that turn waits for it.
 *
 * <p>Bounded in number and in bytes. State is confined to the context; {@link #send} may be called
 * from any thread, and its future completes on the caller's context.
 */
final class Commands implements Link.User {
  private static final Logger LOG = Logger.getLogger(Commands.class);

  /** The client refuses more than some thousands of unanswered requests on a connection. */
  private static final int MAX_IN_FLIGHT = 1024;

  private static final long SWEEP_MILLIS = 100;

  /** Before a command that Redis could not carry out just then is sent again. */
  private static final long PAUSE_MILLIS = 50;

  private final VertxInternal vertx;
  private final ContextInternal context;
  private final BusSettings settings;
  private final Names names;
  private final List<Script> scripts;
  private final BusMetrics metrics;
  private final Consumer<String> renewal;
  private final SparingLog log = new SparingLog(LOG, Duration.ofSeconds(1));
  private final Deque<Pending> waiting = new ArrayDeque<>();

  /** Sent and unanswered; those whose time is up stay, as the client still holds them. */
  private final Deque<Pending> inFlight = new ArrayDeque<>();

  /** To be sent again, in the order in which they were given, ahead of those that wait. */
  private final NavigableSet<Pending> again =
      new TreeSet<>(Comparator.comparingLong(Pending::number));

  private final Backlog backlog;
  private long given;
  private RedisConnection connection;

  /** The last of those that wait, while it takes more. */
  private SharedCall gathering;

  private boolean turnIsOpen;

  /** While set, nothing is sent until all that is under way is answered; then this is done. */
  private ErrorReply remedy;

  private String remedyFor;

  /**
   * @param renewal connects anew, for the reason given
   */
  Commands(
      VertxInternal vertx,
      ContextInternal context,
      BusSettings settings,
      Names names,
      List<Script> scripts,
      BusMetrics metrics,
      Consumer<String> renewal) {
    this.vertx = vertx;
    this.context = context;
    this.settings = settings;
    this.backlog = new Backlog(settings, metrics);
    this.names = names;
    this.scripts = scripts;
    this.metrics = metrics;
    this.renewal = renewal;
    vertx.setPeriodic(SWEEP_MILLIS, ignored -> context.runOnContext(v -> sweep()));
  }

  /**
   * @param bytes what the request holds
   */
  Future<Response> send(Request request, int bytes) {
    Promise<Response> promise = vertx.promise();
    context.emit(new SingleCall(request, bytes, promise, deadline()), this::accept);
    return promise.future();
  }

  /** See {@link Bus#runTogether}. */
  Future<Response> send(
      Script script, Supplier<List<String>> shared, List<String> keys, List<String> arguments) {
    Promise<Response> promise = vertx.promise();
    context.emit(
        SharedCall.Part.of(keys, arguments, promise), part -> accept(script, shared, part));
    return promise.future();
  }

  private long deadline() {
    return System.nanoTime() + settings.maxWait().toNanos();
  }

  private void accept(SingleCall pending) {
    String full = backlog.admit(pending.bytes());
    if (full != null) {
      pending.fail(full);
      return;
    }
    await(pending);
    gathering = null;
    if (!turnIsOpen) {
      drain();
    }
  }

  private void accept(Script script, Supplier<List<String>> shared, SharedCall.Part part) {
    String full = backlog.admit(part.bytes());
    if (full != null) {
      part.promise().fail(new BusUnavailable(full));
      return;
    }
    if (gathering == null || !gathering.takes(script, part)) {
      gathering = new SharedCall(script, shared, this::refusedPart, deadline());
      await(gathering);
    }
    gathering.add(part);
    if (!turnIsOpen) {
      // What else comes in this turn of the loop travels along.
      turnIsOpen = true;
      context.runOnContext(ignored -> endTurn());
    }
  }

  private void await(Pending pending) {
    pending.number(given++);
    waiting.add(pending);
  }

  private void endTurn() {
    turnIsOpen = false;
    gathering = null;
    drain();
  }

  private void drain() {
    // What gathers would go before the turn is over.
    while (!turnIsOpen && connection != null && remedy == null && inFlight.size() < MAX_IN_FLIGHT) {
      Pending next = again.isEmpty() ? waiting.poll() : again.pollFirst();
      if (next == null) {
        return;
      }
      if (!releasedAsDone(next)) {
        inFlight.add(next);
        transmit(connection, next);
      }
    }
  }

  private void transmit(RedisConnection on, Pending pending) {
    on.send(pending.request())
        .onComplete(
            answer -> {
              if (answer.succeeded() || isRefusal(answer.cause())) {
                // Within the turn that read it: what is sent in return then leaves in one write.
                context.emit(answer, r -> answered(on, pending, r));
              } else {
                // Not at once: a connection that is gone fails while it is still given commands.
                context.runOnContext(ignored -> answered(on, pending, answer));
              }
            });
  }

  private void answered(RedisConnection on, Pending pending, AsyncResult<Response> answer) {
    if (on != connection) {
      // It was given up, and what was under way there waits to be sent again, or has been.
      return;
    }
    // Redis answers in order, so the one answered is the first; only a lost connection fails many
    // at once.
    inFlight.remove(pending);
    if (answer.succeeded()) {
      pending.succeed(answer.result());
      backlog.release(pending);
    } else if (isRefusal(answer.cause())) {
      refused(pending, answer.cause().getMessage());
    } else {
      repeat(pending);
    }
    remedyIfDue();
    drain();
  }

  /** Whether Redis has said so; else the client below has, of a connection that is gone. */
  private static boolean isRefusal(Throwable cause) {
    return cause instanceof ErrorType error && !error.is("CONNECTION_CLOSED");
  }

  private void refused(Pending pending, String text) {
    ErrorReply meaning = ErrorReply.of(text);
    metrics.refused(meaning);
    switch (meaning) {
      case DEMOTED, LOGGED_OUT, NOT_YET, SCRIPT_MISSING -> {
        if (remedy == null) {
          remedy = meaning;
          remedyFor = text;
        }
        repeat(pending);
      }
      case NO_WRITES, NOT_ALLOWED, MISTAKE -> {
        Logger.Level level = meaning == ErrorReply.MISTAKE ? Logger.Level.ERROR : Logger.Level.WARN;
        say(level, meaning, text);
        pending.fail("Redis refuses: " + meaning.told());
        backlog.release(pending);
      }
    }
  }

  private void repeat(Pending pending) {
    if (!releasedAsDone(pending)) {
      again.add(pending);
    }
  }

  private void refusedPart(String text) {
    metrics.refused(ErrorReply.MISTAKE);
    say(Logger.Level.ERROR, ErrorReply.MISTAKE, text);
  }

  private void remedyIfDue() {
    if (remedy == null || connection == null || !inFlight.isEmpty()) {
      return;
    }
    if (remedy == ErrorReply.DEMOTED || remedy == ErrorReply.LOGGED_OUT) {
      renewal.accept(remedyFor);
      return;
    }
    say(Logger.Level.WARN, remedy, remedyFor);
    RedisConnection on = connection;
    vertx.setTimer(PAUSE_MILLIS, ignored -> context.runOnContext(v -> goOn(on)));
  }

  /**
   * Leaves the server, which is not the master any more, once all that is under way is answered.
   * Call on the context.
   */
  void leave(String why) {
    if (connection != null && remedy == null) {
      remedy = ErrorReply.DEMOTED;
      remedyFor = why;
      remedyIfDue();
    }
  }

  private void goOn(RedisConnection on) {
    if (connection == on) {
      prepare(on);
      remedy = null;
      drain();
    }
  }

  /**
   * What comes before all else on a connection: no call then finds its script missing, and none
   * believes that a Redis remembers which may have been emptied.
   */
  private void prepare(RedisConnection on) {
    on.send(Epoch.request(names))
        .onFailure(e -> context.runOnContext(ignored -> unprepared(on, e)));
    for (Script script : scripts) {
      on.send(Request.cmd(Command.SCRIPT).arg("LOAD").arg(script.source()));
    }
  }

  private void unprepared(RedisConnection on, Throwable cause) {
    if (on == connection && remedy == null && cause instanceof ErrorType error) {
      ErrorReply meaning = ErrorReply.of(error.getMessage());
      metrics.refused(meaning);
      remedy = meaning;
      remedyFor = error.getMessage();
      remedyIfDue();
    }
  }

  private void say(Logger.Level level, ErrorReply meaning, String text) {
    log.say(level, meaning.name(), "Redis refuses: " + ErrorReply.withoutArguments(text));
  }

  @Override
  public void up(RedisConnection connected) {
    prepare(connected);
    connection = connected;
    drain();
  }

  @Override
  public void down() {
    connection = null;
    remedy = null;
    // Now, and not as they fail: some may have failed already, and been given to it once more.
    inFlight.forEach(this::repeat);
    inFlight.clear();
  }

  private void sweep() {
    long now = System.nanoTime();
    expire(inFlight, now);
    expire(again, now);
    expire(waiting, now);
    again.removeIf(this::releasedAsDone);
    while (!waiting.isEmpty() && releasedAsDone(waiting.peek())) {
      waiting.remove();
    }
  }

  private static void expire(Collection<Pending> queue, long now) {
    // Whoever is told may send more at once.
    List<Pending> over =
        queue.stream()
            .takeWhile(pending -> pending.isOver(now))
            .filter(it -> !it.isDone())
            .toList();
    over.forEach(pending -> pending.fail("no answer from Redis in time"));
  }

  /** Makes room for others where everybody who waited for it has been told. */
  private boolean releasedAsDone(Pending pending) {
    if (pending.isDone()) {
      backlog.release(pending);
    }
    return pending.isDone();
  }
}
