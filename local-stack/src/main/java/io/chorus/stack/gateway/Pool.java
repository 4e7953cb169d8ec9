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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The instances of one service. Requests go round them, those of one client stay with one where
 * that is asked for. An instance that cannot be reached is left out until it answers again; one
 * that is not ready is used only when no other can be reached. Thread-safe.
 */
final class Pool {
  private static final int PROBE_MILLIS = 2_000;
  private static final int MAX_PLACES = 10_000;

  private final String service;
  private final HttpClient client;
  private final List<Upstream> instances;
  private final AtomicInteger turn = new AtomicInteger();

  /** By the addresses of clients; of too many, those not seen for longest are forgotten. */
  private final Map<String, Upstream> places =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Upstream> eldest) {
              return size() > MAX_PLACES;
            }
          });

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

  /**
   * The same for all requests of one client, as long as that instance can be reached: where it was
   * last it stays, though another comes back that it would have gone to.
   *
   * @param begun whether what the request belongs to lives in an instance already
   */
  Future<HttpClientRequest> connectFor(String clientAddress, boolean begun) {
    Upstream last = places.get(clientAddress);
    boolean stays =
        last != null
            && (begun ? last.condition() != Condition.DOWN : last.condition() == Condition.READY);
    List<Upstream> order = new ArrayList<>(instances);
    order.sort(
        Comparator.<Upstream, Boolean>comparing(instance -> !(stays && instance == last))
            .thenComparing(Upstream::condition)
            .thenComparingInt(instance -> instance.affinity(clientAddress)));
    return connectToNext(order.iterator(), used -> places.put(clientAddress, used));
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
    return connectToNext(candidates, used -> {});
  }

  private Future<HttpClientRequest> connectToNext(
      Iterator<Upstream> candidates, Consumer<Upstream> used) {
    if (!candidates.hasNext()) {
      return Future.failedFuture(new NoInstance(service));
    }
    Upstream instance = candidates.next();
    return client
        .request(new RequestOptions().setServer(instance.address()))
        .onSuccess(request -> used.accept(instance))
        .recover(
            failure -> {
              instance.seen(Condition.DOWN);
              return connectToNext(candidates, used);
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
        .compose(
            // One that is frozen takes connections and says nothing.
            request -> request.send().map(Pool::condition).otherwise(Condition.UNREADY))
        .otherwise(Condition.DOWN)
        .onSuccess(instance::seen);
  }

  private static Condition condition(HttpClientResponse health) {
    return health.statusCode() == 200 ? Condition.READY : Condition.UNREADY;
  }
}
