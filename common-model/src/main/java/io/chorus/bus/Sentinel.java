package io.chorus.bus;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/**
 * One sentinel, asked over a connection that is kept. One that does not answer within a second has
 * none any more.
 *
 * <p>Belongs to one event loop.
 */
final class Sentinel {
  private static final long PATIENCE_MILLIS = 1000;

  /**
   * Whom it takes for the master.
   *
   * @param epoch of its configuration, which grows with every failover
   */
  record Answer(String host, int port, long epoch) {}

  private final Vertx vertx;
  private final Connector connector;
  private final RedisAddress address;
  private final String masterName;

  /** Null, or on its way, or there. */
  private Future<Server> server;

  Sentinel(Vertx vertx, Connector connector, RedisAddress address, String masterName) {
    this.vertx = vertx;
    this.connector = connector;
    this.address = address;
    this.masterName = masterName;
  }

  /** Fails, with its name in the reason, where it does not answer or knows no such master. */
  Future<Answer> ask() {
    Promise<Answer> question = Promise.promise();
    long timer = vertx.setTimer(PATIENCE_MILLIS, ignored -> question.tryFail("no answer in time"));
    server().compose(this::ask).onSuccess(question::tryComplete).onFailure(question::tryFail);
    return question
        .future()
        .onComplete(ignored -> vertx.cancelTimer(timer))
        .onFailure(ignored -> forgetIfOpen())
        .recover(e -> Future.failedFuture(address.hostAndPort() + ": " + e.getMessage()));
  }

  private Future<Answer> ask(Server of) {
    // The first names a replica as soon as it is promoted; the second knows the epoch.
    Future<Response> where =
        of.connection()
            .send(Request.cmd(Command.SENTINEL).arg("GET-MASTER-ADDR-BY-NAME").arg(masterName));
    return of.connection()
        .send(Request.cmd(Command.SENTINEL).arg("MASTER").arg(masterName))
        .compose(
            master ->
                where.map(
                    at ->
                        new Answer(
                            at.get(0).toString(),
                            at.get(1).toInteger(),
                            master.get("config-epoch").toLong())));
  }

  private Future<Server> server() {
    if (server == null) {
      Future<Server> opening = connector.toSentinel(address.withoutDatabase());
      server = opening;
      opening.onSuccess(
          opened -> {
            opened.connection().endHandler(ignored -> lost(opening));
            opened.connection().exceptionHandler(ignored -> lost(opening));
          });
    }
    return server;
  }

  private void lost(Future<Server> former) {
    if (server == former) {
      forget();
    }
  }

  /** One that is being opened may take longer than an answer, by TLS. */
  private void forgetIfOpen() {
    if (server != null && server.isComplete()) {
      forget();
    }
  }

  private void forget() {
    if (server != null) {
      server.onSuccess(Server::close);
      server = null;
    }
  }

  void close() {
    forget();
  }
}
