package io.chorus.deploy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import java.util.Map;

/**
 * Kinds that a cluster has from elsewhere than its own API, read strictly: what is unknown to them
 * is rejected.
 */
final class CustomKinds {
  private static final Map<String, Class<?>> KINDS =
      Map.of(
          "gateway.networking.k8s.io/v1 HTTPRoute", HTTPRoute.class,
          "monitoring.coreos.com/v1 PodMonitor", PodMonitor.class,
          "monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class,
          "keda.sh/v1alpha1 ScaledObject", ScaledObject.class);

  // These models keep what they do not know; here it is a mistake.
  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .setAnnotationIntrospector(
              new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                  return Boolean.FALSE;
                }
              });

  private CustomKinds() {}

  static boolean has(Map<String, Object> object) {
    return KINDS.containsKey(kind(object));
  }

  static Object read(Map<String, Object> object) {
    return STRICT.convertValue(object, KINDS.get(kind(object)));
  }

  private static String kind(Map<String, Object> object) {
    return object.get("apiVersion") + " " + object.get("kind");
  }
}
