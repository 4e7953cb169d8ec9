package io.chorus.stack.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** What the live view is shown. */
class MetricsEndpointTest extends GatewayHarness {
  @Test
  void everyInstanceIsListedInItsOrder() throws Exception {
    assertThat(instances())
        .extracting(JsonObject.class::cast)
        .extracting(instance -> instance.getString("service") + instance.getInteger("number"))
        .containsExactly(
            "chat-service1", "chat-service2", "history-service1", "notification-service1");
  }

  @Test
  void theSuitesOwnSeriesAreShownAndNoOthers() throws Exception {
    chat2.metrics =
        """
        # HELP chorus_connections Open connections of clients
        # TYPE chorus_connections gauge
        chorus_connections 7.0
        chorus_delivery_seconds_bucket{le="0.001"} 1.2E3
        chorus_odd NaN
        jvm_threads_live_threads 23.0
        """;

    JsonObject series = instances().getJsonObject(1).getJsonObject("series");

    assertThat(series.getMap())
        .containsOnlyKeys("chorus_connections", "chorus_delivery_seconds_bucket{le=\"0.001\"}");
    assertThat(series.getDouble("chorus_connections")).isEqualTo(7);
    assertThat(series.getDouble("chorus_delivery_seconds_bucket{le=\"0.001\"}")).isEqualTo(1200);
  }

  @Test
  void anInstanceThatIsGoneIsListedAsDown() throws Exception {
    chat1.close();

    JsonArray instances = instances();

    assertThat(instances.getJsonObject(0).getBoolean("up")).isFalse();
    assertThat(instances.getJsonObject(0).getJsonObject("series")).isEmpty();
    assertThat(instances.getJsonObject(1).getBoolean("up")).isTrue();
  }

  private JsonArray instances() throws Exception {
    return new JsonObject(body("/dev/metrics")).getJsonArray("instances");
  }
}
