package io.chorus.stack.gateway;

import io.chorus.stack.gateway.Upstream.Condition;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpResponseExpectation;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The instances of one service. Requests go round them, those of one client stay with one where
 * that is asked for. An instance that cannot be reached is left out until it answers again; one
 * that is not ready is used only when no other can be reached. Thread-safe.
 */
final class Pool {
  private static final int PROBE_MILLIS = 2_000;

  private final String service;
  private final HttpClient client;
  private final List<Upstream> instances;
  private final AtomicInteger turn = new AtomicInteger();

  Pool(String service, HttpClient client, List<Origin> origins) {
    this.service = service;
    this.client = client;
    this.instances = origins.stream().map(Upstream::new).toList();
  }

  String service() {
    return service;
  }

  /** A connection to an instance; fails with {@link NoInstance} if none can be reached. */
  Future<HttpClientRequest> connect() {
    List<Upstream> order = new ArrayList<>(instances);
    Collections.rotate(order, -Math.floorMod(turn.getAndIncrement(), order.size()));
    return connect(order);
  }

  /** The same for all requests of one client, as long as that instance can be reached. */
  Future<HttpClientRequest> connectFor(String clientAddress) {
    return connect(
        instances.stream()
            .sorted(Comparator.comparingInt(instance -> instance.affinity(clientAddress)))
            .toList());
  }

  /** Looks how the instances are. */
  void probe() {
    instances.forEach(this::probe);
  }

  /**
   * What each instance says of itself in its metrics, in the instances' order; empty where one does
   * not answer.
   */
  Future<List<Optional<String>>> metrics() {
    return Future.all(instances.stream().map(this::metrics).toList()).map(CompositeFuture::list);
  }

  private Future<HttpClientRequest> connect(List<Upstream> preference) {
    Iterator<Upstream> candidates =
        preference.stream()
            // One that was down may be back since the last look: it is tried when no other is left.
            .sorted(Comparator.comparing(Upstream::condition))
            .iterator();
    return connectToNext(candidates);
  }

  private Future<HttpClientRequest> connectToNext(Iterator<Upstream> candidates) {
    if (!candidates.hasNext()) {
      return Future.failedFuture(new NoInstance(service));
    }
    Upstream instance = candidates.next();
    return client
        .request(new RequestOptions().setServer(instance.address()))
        .recover(
            failure -> {
              instance.seen(Condition.DOWN);
              return connectToNext(candidates);
            });
  }

  private Future<Optional<String>> metrics(Upstream instance) {
    return client
        .request(look(instance, "/q/metrics"))
        .compose(HttpClientRequest::send)
        .expecting(HttpResponseExpectation.SC_OK)
        .compose(HttpClientResponse::body)
        .map(body -> Optional.of(body.toString()))
        .otherwise(Optional.empty());
  }

  private static RequestOptions look(Upstream instance, String path) {
    return new RequestOptions()
        .setServer(instance.managementAddress())
        .setMethod(HttpMethod.GET)
        .setURI(path)
        .setTimeout(PROBE_MILLIS);
  }

  private void probe(Upstream instance) {
    client
        .request(look(instance, "/q/health/ready"))
        .onFailure(unreachable -> instance.seen(Condition.DOWN))
        .compose(HttpClientRequest::send)
        .onSuccess(
            answer ->
                instance.seen(answer.statusCode() == 200 ? Condition.READY : Condition.UNREADY));
  }
}
