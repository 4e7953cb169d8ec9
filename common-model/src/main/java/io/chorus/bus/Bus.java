package io.chorus.bus;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Redis as the services meet on it: publish and subscribe, at most once and in order per channel,
 * and scripts. It uses one connection for commands and one for all subscriptions, both to the
 * master, restores both after a loss, and follows when another becomes the master.
 *
 * <p>Thread-safe, never blocks. Futures complete on the caller's context. Handlers of subscriptions
 * run on the event loop of the bus, in the order of publication, and must be brief.
 *
 * <p>On that loop, both connections are read and written too, so that whoever {@link #execute
 * works} there asks and is answered without waking up another thread.
 */
public final class Bus implements AutoCloseable {
  private final Names names;
  private final ContextInternal context;
  private final MasterLocator master;
  private final Commands commands;
  private final Subscriptions subscriptions;
  private final Link commandLink;
  private final Link subscriptionLink;
  private final Heartbeat heartbeat;
  private final long watch;

  /** Touched on the context alone. */
  private boolean renewed;

  private final List<Runnable> lossListeners = new CopyOnWriteArrayList<>();
  private final List<Runnable> restoredListeners = new CopyOnWriteArrayList<>();

  /**
   * Starts to connect and returns at once.
   *
   * @param redis how to reach it, a server or sentinels, with a read timeout of more than the
   *     heartbeat, which closes a connection gone silent
   * @param names of all keys and channels; callers leave the prefix out
   * @param instanceId unique among all processes on this Redis
   * @param scripts all that will be used; Redis is told of them on each new connection
   */
  public Bus(
      Vertx vertx,
      RedisOptions redis,
      BusSettings settings,
      Names names,
      String instanceId,
      List<Script> scripts,
      BusMetrics metrics) {
    this.names = names;
    VertxInternal internal = (VertxInternal) vertx;
    // A context of its own: one event loop for both connections, whoever constructs this.
    context = internal.createEventLoopContext();
    List<Script> all = new ArrayList<>(scripts);
    all.add(Heartbeat.BEAT);
    commands =
        new Commands(internal, context, settings, names, List.copyOf(all), metrics, this::renew);
    subscriptions = new Subscriptions(internal, context, new Interruptions());
    Connector connector = new Connector(vertx, redis);
    master =
        redis.getType() == RedisClientType.SENTINEL
            ? new Sentinels(vertx, connector, redis)
            : () -> Future.succeededFuture(redis.getEndpoint());
    Supplier<Future<Server>> toMaster = () -> master.locate().compose(connector::toServer);
    commandLink = new Link("commands", context, toMaster, commands, metrics);
    subscriptionLink = new Link("subscriptions", context, toMaster, subscriptions, metrics);
    heartbeat = new Heartbeat(this, vertx, settings, instanceId, metrics);
    metrics.watch(this);
    watch =
        vertx.setPeriodic(
            settings.heartbeat().toMillis(), ignored -> context.runOnContext(v -> follow()));
    commandLink.start();
    subscriptionLink.start();
    heartbeat.start();
  }

  /**
   * Publishes.
   *
   * @return how many processes received it; fails with {@link BusUnavailable}
   */
  public Future<Integer> publish(String channel, String payload) {
    return answer(address(channel), payload);
  }

  /**
   * A channel's whole name on Redis: for scripts that publish, and for others to {@link #answer}.
   */
  public String address(String channel) {
    return names.channel(channel);
  }

  /**
   * The key, by its whole name, that holds since when the Redis behind it has been the same and has
   * forgotten nothing: microseconds of its own time, a space, and more.
   */
  public String epochKey() {
    return names.key(Epoch.KEY);
  }

  /**
   * The latest time, in microseconds since the epoch, that the clock of Redis can show when what is
   * sent now arrives there. What it shows beyond is a jump, which is believed after a minute.
   */
  public long latestTime() {
    return heartbeat.latestTime();
  }

  /** Publishes to an {@link #address}, as {@link #publish} does. */
  public Future<Integer> answer(String address, String payload) {
    Request request = Request.cmd(Command.PUBLISH);
    return commands.send(request, add(request, List.of(address, payload))).map(Response::toInteger);
  }

  /** Runs one of the scripts given at construction. Fails with {@link BusUnavailable}. */
  public Future<Response> run(Script script, List<String> keys, List<String> arguments) {
    Request request = Request.cmd(Command.EVALSHA).arg(script.digest()).arg(keys.size());
    List<String> named = keys.stream().map(names::key).toList();
    return commands.send(request, add(request, named) + add(request, arguments));
  }

  /**
   * Runs a script that does something for many at a time: what is asked for in one turn of the loop
   * of the bus, one right behind the other, travels in one call. The script is given the keys of
   * each, the shared arguments, and the arguments of each; it gives a list of an answer for each,
   * or of an error that concerns that one alone. Fails with {@link BusUnavailable}.
   *
   * @param shared asked for when the call is sent, on the event loop of the bus
   */
  public Future<Response> runTogether(
      Script script, Supplier<List<String>> shared, List<String> keys, List<String> arguments) {
    return commands.send(script, shared, keys.stream().map(names::key).toList(), arguments);
  }

  /**
   * Sends any other command on one key that stands being carried out twice. Fails with {@link
   * BusUnavailable}.
   */
  public Future<Response> send(Command command, String key, String... arguments) {
    Request request = Request.cmd(command);
    int bytes = add(request, List.of(names.key(key)));
    return commands.send(request, bytes + add(request, List.of(arguments)));
  }

  /** Gives the bytes added. */
  private static int add(Request request, List<String> arguments) {
    int bytes = 0;
    for (String argument : arguments) {
      byte[] encoded = argument.getBytes(StandardCharsets.UTF_8);
      request.arg(encoded);
      bytes += encoded.length;
    }
    return bytes;
  }

  /** As {@link #execute}; completes on the caller's context as the task's own future does. */
  public <T> Future<T> call(Supplier<Future<T>> task) {
    Promise<T> result = context.owner().promise();
    execute(
        () -> {
          try {
            task.get().onComplete(result);
          } catch (RuntimeException e) {
            result.fail(e);
          }
        });
    return result.future();
  }

  /**
   * Subscribes to a channel; one handler a channel. Stays wanted until {@link #unsubscribe}, over
   * any loss.
   *
   * @return completes when Redis has confirmed: nothing published later is missed until the next
   *     loss. Not bounded in time.
   */
  public Future<Void> subscribe(String channel, Handler<Buffer> handler) {
    return subscriptions.subscribe(address(channel), handler);
  }

  public void unsubscribe(String channel) {
    subscriptions.unsubscribe(address(channel));
  }

  /** Called, on the event loop of the bus, when subscriptions were lost. */
  public void onLost(Runnable listener) {
    lossListeners.add(listener);
  }

  /**
   * Called, on the event loop of the bus, when subscriptions were lost and all of them are back:
   * something was missed.
   */
  public void onRestored(Runnable listener) {
    restoredListeners.add(listener);
  }

  /**
   * Whether what this process writes and publishes, in one script, is carried out and comes back to
   * it: the truth about both connections, at most seconds old.
   */
  public boolean isLive() {
    return heartbeat.isFresh();
  }

  /** Whether it was live at any time since its start. */
  public boolean hasBeenLive() {
    return heartbeat.wasHeard();
  }

  private final class Interruptions implements Subscriptions.Listener {
    @Override
    public void lost() {
      lossListeners.forEach(Runnable::run);
    }

    @Override
    public void restored() {
      restoredListeners.forEach(Runnable::run);
    }

    @Override
    public void refused(String why) {
      subscriptionLink.renew(why);
    }
  }

  /** Leaves a server that is not the master any more, whatever it may still believe itself. */
  private void follow() {
    master
        .locate()
        .onSuccess(
            now -> {
              if (commandLink.leadsElsewhereThan(now)) {
                commands.leave("another is the master now");
              } else if (!renewed && subscriptionLink.leadsElsewhereThan(now)) {
                subscriptionLink.renew("another is the master now");
              }
            });
  }

  /** Connects anew for commands; what is subscribed goes on meanwhile. */
  private void renew(String why) {
    commandLink.renew(why);
    renewed = true;
    heartbeat.beat();
  }

  /**
   * A heartbeat was written. Where that is on another connection than before, the subscriptions
   * follow to wherever it leads: once, as each time all clients have to look for what they missed.
   */
  void wrote() {
    context.runOnContext(
        ignored -> {
          if (renewed) {
            renewed = false;
            subscriptionLink.renew("commands have left it");
          }
        });
  }

  /** The event loop of the bus: for what mostly asks Redis, and is asked by it. */
  public Context context() {
    return context;
  }

  /** Does this on the event loop of the bus: at once where that is the caller's. */
  public void execute(Runnable task) {
    context.emit(task, Runnable::run);
  }

  @Override
  public void close() {
    context.owner().cancelTimer(watch);
    heartbeat.stop();
    commandLink.close();
    subscriptionLink.close();
    context.runOnContext(ignored -> master.close());
  }
}
