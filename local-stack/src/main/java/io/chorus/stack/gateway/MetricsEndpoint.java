package io.chorus.stack.gateway;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Shows the live view what every instance measures: the suite's own series, as they are now. An
 * instance that does not answer is listed without any.
 */
final class MetricsEndpoint implements Handler<RoutingContext> {
  private static final String OWN = "chorus_";

  private final List<Pool> pools;

  MetricsEndpoint(List<Pool> pools) {
    this.pools = pools;
  }

  @Override
  public void handle(RoutingContext context) {
    List<Future<List<JsonObject>>> answers =
        pools.stream().map(MetricsEndpoint::instances).toList();
    Future.all(answers)
        .onSuccess(
            ignored -> {
              JsonArray instances = new JsonArray();
              answers.forEach(answer -> answer.result().forEach(instances::add));
              context
                  .response()
                  .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                  .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                  .end(new JsonObject().put("instances", instances).toBuffer());
            })
        .onFailure(context::fail);
  }

  private static Future<List<JsonObject>> instances(Pool pool) {
    return pool.metrics().map(texts -> instances(pool.service(), texts));
  }

  private static List<JsonObject> instances(String service, List<Optional<String>> texts) {
    List<JsonObject> instances = new ArrayList<>();
    for (Optional<String> text : texts) {
      instances.add(
          new JsonObject()
              .put("service", service)
              .put("number", instances.size() + 1)
              .put("up", text.isPresent())
              .put("series", series(text.orElse(""))));
    }
    return instances;
  }

  /** A series a line, its name and labels before the last space, its value behind it. */
  private static JsonObject series(String text) {
    JsonObject series = new JsonObject();
    text.lines()
        .filter(line -> line.startsWith(OWN))
        .forEach(
            line -> {
              int space = line.lastIndexOf(' ');
              double value = Double.parseDouble(line.substring(space + 1));
              // JSON has no other numbers.
              if (Double.isFinite(value)) {
                series.put(line.substring(0, space), value);
              }
            });
    return series;
  }
}
