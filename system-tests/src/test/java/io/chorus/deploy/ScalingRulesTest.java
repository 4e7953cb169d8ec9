package io.chorus.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who decides how many there are. */
class ScalingRulesTest {

  @TempDir static Path folder;

  static Manifests suite;
  static Manifests keda;

  @BeforeAll
  static void render() {
    suite = Manifests.render(Manifests.overlayOf(folder.resolve("hpa"), List.of("autoscaling")));
    keda =
        Manifests.render(Manifests.overlayOf(folder.resolve("keda"), List.of("autoscaling-keda")));
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

  @Test
  void withoutAnAutoscalerThereAreTwoOfEach() {
    assertThat(Manifests.render(Project.path("k8s/base")).all(V1Deployment.class))
        .extracting(it -> it.getSpec().getReplicas())
        .containsOnly(2);
  }

  @Test
  void kedaDecidesAsTheAutoscalersDo() {
    assertThat(keda.allCustom(ScaledObject.class))
        .hasSameSizeAs(suite.all(V2HorizontalPodAutoscaler.class))
        .allSatisfy(
            it -> {
              var target = suite.named(V2HorizontalPodAutoscaler.class, it.metadata().name());
              assertThat(it.spec().scaleTargetRef().name())
                  .isEqualTo(target.getSpec().getScaleTargetRef().getName());
              assertThat(it.spec().minReplicaCount()).isEqualTo(target.getSpec().getMinReplicas());
              assertThat(it.spec().maxReplicaCount()).isEqualTo(target.getSpec().getMaxReplicas());
              assertThat(it.spec().triggers()).hasSameSizeAs(target.getSpec().getMetrics());
              assertThat(it.spec().advanced() == null)
                  .isEqualTo(target.getSpec().getBehavior() == null);
              assertThat(
                      keda.named(V1Deployment.class, it.metadata().name()).getSpec().getReplicas())
                  .isNull();
            });
    assertThat(keda.allCustom(ScaledObject.class).getFirst().spec().triggers())
        .filteredOn(it -> it.type().equals("prometheus"))
        .extracting(it -> it.metadata().get("query"))
        .singleElement()
        .asString()
        .contains("chorus_connections");
  }
}
