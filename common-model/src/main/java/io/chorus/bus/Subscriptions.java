package io.chorus.bus;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All subscriptions of this process, on one connection. After a loss every channel is subscribed
 * again before {@link Listener#restored} is called; what was published in between is gone.
 *
 * <p>State is confined to the context, and handlers run on it: they must be brief.
 */
final class Subscriptions implements Link.User {
  /** Channels in one SUBSCRIBE: keeps a single command, and Redis' answer to it, small. */
  private static final int CHUNK = 500;

  interface Listener {
    /** Told once for a loss, also where another follows before all is restored. */
    void lost();

    void restored();

    /** The connection is of no use. */
    void refused(String why);
  }

  private static final class Channel {
    final Handler<Buffer> handler;
    final List<Promise<Void>> awaiting = new ArrayList<>(1);
    boolean confirmed;

    Channel(Handler<Buffer> handler) {
      this.handler = handler;
    }
  }

  private final VertxInternal vertx;
  private final ContextInternal context;
  private final Listener listener;
  private final Map<String, Channel> channels = new HashMap<>();

  /**
   * SUBSCRIBE commands sent and not yet confirmed, by channel: only the last confirmation counts.
   */
  private final Map<String, Integer> unconfirmed = new HashMap<>();

  private RedisConnection connection;

  /** Whether something was lost since all was complete. */
  private boolean interrupted;

  private int missing;

  Subscriptions(VertxInternal vertx, ContextInternal context, Listener listener) {
    this.vertx = vertx;
    this.context = context;
    this.listener = listener;
  }

  /** Completes once Redis has confirmed; stays wanted until {@link #unsubscribe}, over any loss. */
  Future<Void> subscribe(String name, Handler<Buffer> handler) {
    Promise<Void> promise = vertx.promise();
    context.runOnContext(
        ignored -> {
          Channel channel = channels.get(name);
          if (channel == null) {
            channel = new Channel(handler);
            channels.put(name, channel);
            missing++;
            if (connection != null) {
              request(List.of(name));
            }
          }
          if (channel.confirmed) {
            promise.complete();
          } else {
            channel.awaiting.add(promise);
          }
        });
    return promise.future();
  }

  void unsubscribe(String name) {
    context.runOnContext(
        ignored -> {
          Channel channel = channels.remove(name);
          if (channel == null) {
            return;
          }
          if (!channel.confirmed) {
            missing--;
            channel.awaiting.forEach(p -> p.tryFail(new BusUnavailable("unsubscribed meanwhile")));
          }
          if (connection != null) {
            connection.send(Request.cmd(Command.UNSUBSCRIBE).arg(name));
          }
          reportIfRestored();
        });
  }

  @Override
  public void up(RedisConnection connected) {
    connection = connected;
    connected.handler(push -> context.emit(push, it -> received(connected, it)));
    List<String> chunk = new ArrayList<>(CHUNK);
    for (String name : channels.keySet()) {
      chunk.add(name);
      if (chunk.size() == CHUNK) {
        request(chunk);
        chunk.clear();
      }
    }
    if (!chunk.isEmpty()) {
      request(chunk);
    }
    reportIfRestored();
  }

  @Override
  public void down() {
    connection = null;
    if (!interrupted) {
      interrupted = true;
      listener.lost();
    }
    unconfirmed.clear();
    channels.values().forEach(channel -> channel.confirmed = false);
    missing = channels.size();
  }

  /** Whether every wanted channel is subscribed. Call on the context. */
  boolean isComplete() {
    return connection != null && missing == 0;
  }

  private void request(List<String> names) {
    Request subscribe = Request.cmd(Command.SUBSCRIBE);
    for (String name : names) {
      subscribe.arg(name);
      unconfirmed.merge(name, 1, Integer::sum);
    }
    connection.send(subscribe);
  }

  private void received(RedisConnection from, Response push) {
    if (from != connection || push == null) {
      return;
    }
    if (push.type() == ResponseType.ERROR) {
      // Of a SUBSCRIBE: one that is not allowed, or not yet, is wanted all the same.
      listener.refused(ErrorReply.withoutArguments(push.toString()));
      return;
    }
    if (push.type() != ResponseType.PUSH) {
      return;
    }
    String name = push.get(1).toString();
    switch (push.get(0).toString()) {
      case "message" -> {
        Channel channel = channels.get(name);
        if (channel != null) {
          channel.handler.handle(push.get(2).toBuffer());
        }
      }
      case "subscribe" -> confirmed(name);
      default -> {
        // An UNSUBSCRIBE is not awaited by anybody.
      }
    }
  }

  private void confirmed(String name) {
    Integer left = unconfirmed.computeIfPresent(name, (n, count) -> count == 1 ? null : count - 1);
    Channel channel = channels.get(name);
    if (left != null || channel == null || channel.confirmed) {
      return;
    }
    channel.confirmed = true;
    missing--;
    channel.awaiting.forEach(Promise::tryComplete);
    channel.awaiting.clear();
    reportIfRestored();
  }

  private void reportIfRestored() {
    if (interrupted && isComplete()) {
      interrupted = false;
      listener.restored();
    }
  }
}
