package io.chorus.bus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.RedisOptions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Asks all sentinels who the master is, and believes the one with the newest configuration: one
 * that was cut off from the others may name a former master. One that is silent is waited for a
 * second.
 *
 * <p>Belongs to one event loop.
 */
final class Sentinels implements MasterLocator {
  private final List<RedisAddress> addresses;
  private final List<Sentinel> sentinels;

  Sentinels(Vertx vertx, Connector connector, RedisOptions options) {
    addresses = options.getEndpoints().stream().map(RedisAddress::of).toList();
    sentinels =
        addresses.stream()
            .map(at -> new Sentinel(vertx, connector, at, options.getMasterName()))
            .toList();
  }

  @Override
  public Future<String> locate() {
    List<Future<Sentinel.Answer>> answers = sentinels.stream().map(Sentinel::ask).toList();
    return Future.join(answers)
        .otherwiseEmpty()
        .compose(
            ignored ->
                answers.stream()
                    .filter(Future::succeeded)
                    .map(Future::result)
                    .max(Comparator.comparingLong(Sentinel.Answer::epoch))
                    .map(master -> addresses.getFirst().onServer(master.host(), master.port()))
                    .map(Future::succeededFuture)
                    .orElseGet(
                        () -> Future.failedFuture("no sentinel tells: " + reasons(answers))));
  }

  private static String reasons(List<Future<Sentinel.Answer>> answers) {
    return answers.stream()
        .map(answer -> answer.cause().getMessage())
        .collect(Collectors.joining("; "));
  }

  @Override
  public void close() {
    sentinels.forEach(Sentinel::close);
  }
}
