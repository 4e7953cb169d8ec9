package io.chorus.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every pod of the suite. */
class PodRulesTest {
  private static final Duration LATE = Duration.ofMinutes(2);

  @TempDir static Path folder;

  static Manifests suite;

  @BeforeAll
  static void render() {
    suite = Manifests.evaluation(folder);
  }

  @Test
  void everyContainerIsProbed() {
    assertThat(suite.pods().keySet())
        .allSatisfy(
            workload -> {
              var container = suite.container(workload);
              assertThat(container.getStartupProbe()).isNotNull();
              assertThat(container.getLivenessProbe()).isNotNull();
              assertThat(container.getReadinessProbe()).isNotNull();
            });
  }

  @Test
  void servicesAreAliveByTheirHealthAndReadyByTheirReadiness() {
    assertThat(Project.SERVICES)
        .allSatisfy(
            service -> {
              var container = suite.container(service);
              assertThat(container.getLivenessProbe().getHttpGet().getPath())
                  .isEqualTo("/q/health/live");
              assertThat(container.getReadinessProbe().getHttpGet().getPath())
                  .isEqualTo("/q/health/ready");
              assertThat(
                      List.of(
                          container.getStartupProbe(),
                          container.getLivenessProbe(),
                          container.getReadinessProbe()))
                  .extracting(probe -> probe.getHttpGet().getPort().getStrValue())
                  .containsOnly("management");
            });
  }

  @Test
  void everyContainerAsksForWhatItNeedsAndIsBounded() {
    assertThat(suite.pods().keySet())
        .allSatisfy(
            workload -> {
              var resources = suite.container(workload).getResources();
              assertThat(resources.getRequests()).containsKeys("cpu", "memory");
              assertThat(resources.getLimits()).containsKeys("cpu", "memory");
            });
  }

  @Test
  void everyPodKeepsToTheRestrictedStandard() {
    assertThat(suite.pods())
        .allSatisfy(
            (workload, pod) -> {
              var security = suite.container(workload).getSecurityContext();
              assertThat(pod.getSpec().getSecurityContext().getRunAsNonRoot()).isTrue();
              assertThat(pod.getSpec().getSecurityContext().getSeccompProfile().getType())
                  .isEqualTo("RuntimeDefault");
              assertThat(pod.getSpec().getAutomountServiceAccountToken()).isFalse();
              assertThat(security.getReadOnlyRootFilesystem()).isTrue();
              assertThat(security.getAllowPrivilegeEscalation()).isFalse();
              assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
            });
  }

  @Test
  void aServiceHasTimeToDrain() {
    assertThat(Project.SERVICES)
        .allSatisfy(
            service -> {
              long before =
                  suite.container(service).getLifecycle().getPreStop().getSleep().getSeconds();
              assertThat(suite.pods().get(service).getSpec().getTerminationGracePeriodSeconds())
                  .isGreaterThan(before + Drain.LONGEST.toSeconds());
            });
  }

  @Test
  void aServiceWaitsForADatabaseThatIsTwoMinutesLate() {
    assertThat(Project.SERVICES)
        .allSatisfy(
            service -> {
              var probe = suite.container(service).getStartupProbe();
              assertThat(probe.getPeriodSeconds() * probe.getFailureThreshold())
                  .isGreaterThan(2 * (int) LATE.toSeconds());
            });
    assertThat(List.of("history", "notification"))
        .allSatisfy(
            service -> {
              Properties settings = new Properties();
              settings.load(
                  new StringReader(
                      Project.read(
                          service + "-service/src/main/resources/application.properties")));
              long retries = Long.parseLong(settings.getProperty("quarkus.flyway.connect-retries"));
              String pause = settings.getProperty("quarkus.flyway.connect-retries-interval");
              assertThat(retries * Duration.parse("PT" + pause).toSeconds())
                  .isGreaterThan(LATE.toSeconds());
            });
  }

  @Test
  void aChatInstanceThatHoldsSocketsIsNotEvictedWhileTooFewAreReady() {
    assertThat(suite.all(V1PodDisruptionBudget.class))
        .extracting(
            it -> it.getMetadata().getName(), it -> it.getSpec().getUnhealthyPodEvictionPolicy())
        .containsExactlyInAnyOrder(
            tuple("chat", "IfHealthyBudget"),
            tuple("history", "AlwaysAllow"),
            tuple("notification", "AlwaysAllow"),
            tuple("page", "AlwaysAllow"));
  }
}
