package io.chorus.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who decides how many there are. */
class ScalingRulesTest {

  @TempDir static Path folder;

  static Manifests suite;

  @BeforeAll
  static void render() {
    suite = Manifests.evaluation(folder);
  }

  @Test
  void everyAutoscalerHasATargetWhoseReplicasNobodyElseSets() {
    assertThat(suite.all(V2HorizontalPodAutoscaler.class))
        .extracting(it -> it.getSpec().getScaleTargetRef().getName())
        .containsExactlyInAnyOrderElementsOf(Project.SERVICES)
        .allSatisfy(
            target ->
                assertThat(suite.named(V1Deployment.class, target).getSpec().getReplicas())
                    .isNull());
  }

  @Test
  void chatGrowsWithItsConnectionsAndShrinksOneAtATime() {
    var chat = suite.named(V2HorizontalPodAutoscaler.class, "chat").getSpec();

    assertThat(chat.getMetrics()).extracting(it -> it.getType()).contains("Pods", "Resource");
    assertThat(chat.getMetrics().getFirst().getPods().getMetric().getName())
        .isEqualTo("chorus_connections");
    assertThat(chat.getBehavior().getScaleDown().getStabilizationWindowSeconds())
        .isGreaterThanOrEqualTo(300);
    assertThat(chat.getBehavior().getScaleDown().getPolicies())
        .singleElement()
        .satisfies(policy -> assertThat(policy.getValue()).isEqualTo(1));
  }
}
