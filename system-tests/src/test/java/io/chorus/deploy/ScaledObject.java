package io.chorus.deploy;

import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscalerBehavior;
import java.util.List;
import java.util.Map;

/** KEDA's object, as far as it is used here: no model of it is published for Java. */
record ScaledObject(String apiVersion, String kind, Metadata metadata, Spec spec) {
  record Metadata(String name, String namespace, Map<String, String> labels) {}

  record Spec(
      Target scaleTargetRef,
      int minReplicaCount,
      int maxReplicaCount,
      Advanced advanced,
      List<Trigger> triggers) {}

  record Target(String name) {}

  record Advanced(Autoscaler horizontalPodAutoscalerConfig) {}

  record Autoscaler(V2HorizontalPodAutoscalerBehavior behavior) {}

  record Trigger(String type, String metricType, Map<String, String> metadata) {}
}
