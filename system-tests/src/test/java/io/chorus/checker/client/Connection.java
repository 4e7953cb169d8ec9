package io.chorus.checker.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One connection to a chat instance: requests and their replies, and whether the peer is alive. It
 * goes down once, and says why.
 */
final class Connection implements Wire.Listener {
  private static final long PING_MILLIS = 1_000;
  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(4);
  private static final long REPLY_MILLIS = 15_000;

  /** Who uses the connection. */
  interface Owner {
    /**
     * @param recovered whether it goes on where the one before it was cut off
     */
    void opened(boolean recovered);

    void received(String event, JsonObject data);

    void down(String why);
  }

  private final Vertx vertx;
  private final Owner owner;
  private final Dialect dialect;
  private final Map<Integer, Promise<JsonObject>> asked = new HashMap<>();
  private Wire wire;
  private long pinging;
  private long heard;
  private int lastId;
  private boolean opened;
  private boolean greeted;
  private boolean down;

  private Connection(Vertx vertx, Dialect dialect, Owner owner) {
    this.vertx = vertx;
    this.dialect = dialect;
    this.owner = owner;
  }

  static Connection open(
      Vertx vertx, Wire.Opener wires, String instance, Dialect dialect, Owner owner) {
    Connection connection = new Connection(vertx, dialect, owner);
    connection.wire = wires.open(instance, connection);
    return connection;
  }

  /**
   * Sends a request.
   *
   * @return its reply's data; fails when there is none in time, or the connection goes down
   */
  Future<JsonObject> ask(String event, JsonObject data) {
    if (down) {
      return Future.failedFuture("down");
    }
    int id = ++lastId;
    Promise<JsonObject> reply = Promise.promise();
    asked.put(id, reply);
    wire.write(dialect.request(event, id, data));
    return reply
        .future()
        .timeout(REPLY_MILLIS, TimeUnit.MILLISECONDS)
        .onComplete(ignored -> asked.remove(id));
  }

  void drop(String why) {
    if (down) {
      return;
    }
    down = true;
    vertx.cancelTimer(pinging);
    wire.close();
    Map.copyOf(asked).values().forEach(reply -> reply.tryFail("down"));
    owner.down(why);
  }

  @Override
  public void opened() {
    if (!down) {
      opened = true;
      heard = System.nanoTime();
      pinging = vertx.setPeriodic(PING_MILLIS, ignored -> checkPeer());
      begin();
    }
  }

  @Override
  public void down(String why) {
    drop(why);
  }

  private void begin() {
    if (greeted && opened) {
      owner.opened(dialect.wentOn());
    }
  }

  private void checkPeer() {
    if (System.nanoTime() - heard > SILENCE_NANOS) {
      drop("silent");
    } else {
      ask("ping", new JsonObject());
    }
  }

  @Override
  public void text(String text) {
    if (down) {
      return;
    }
    heard = System.nanoTime();
    JsonObject frame = dialect.read(text, answer -> wire.write(answer));
    if (frame == null) {
      return;
    }
    JsonObject data = frame.getJsonObject("data");
    switch (frame.getString("event")) {
      case "authenticated" -> {
        greeted = true;
        begin();
      }
      case "reply" -> {
        Promise<JsonObject> reply = asked.get(frame.getInteger("id"));
        if (reply != null) {
          reply.tryComplete(data);
        }
      }
      case String event -> owner.received(event, data);
    }
  }
}
