package io.chorus.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.openshift.api.model.monitoring.v1.PodMetricsEndpoint;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that a cluster would not understand is in the files, rendered or not. */
class KubernetesObjectsTest {

  private static final Pattern TAKES_OUT = Pattern.compile("\\$patch|^- \\{op", Pattern.MULTILINE);

  @TempDir Path folder;

  static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(Project.path("k8s"))) {
      List<Path> objects =
          files
              .filter(file -> file.toString().endsWith(".yaml"))
              // Read by what renders them: no kinds of the API, and patches that take something
              // out.
              .filter(file -> !file.startsWith(Chart.FOLDER))
              .filter(file -> !file.endsWith("kustomization.yaml"))
              .filter(file -> !TAKES_OUT.matcher(Project.read(file.toString())).find())
              .sorted()
              .toList();
      return objects.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyFileIsOfTheApi(Path file) throws IOException {
    Manifests read = Manifests.parse(Files.readString(file));

    assertThat(read.objects().size() + read.customs().size()).isPositive();
  }

  @Test
  void aFieldThatTheApiDoesNotKnowIsRejected() {
    String misspelt =
        """
        apiVersion: v1
        kind: Service
        metadata:
          name: chat
        spec:
          prots: []
        """;

    assertThatThrownBy(() -> Manifests.parse(misspelt)).hasMessageContaining("prots");
  }

  @Test
  void norIsOneThatAnOperatorDoesNotKnow() {
    String misspelt =
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata:
          name: chorus
        spec:
          rules: [{matches: [], timeout: {request: 30s}}]
        """;

    assertThatThrownBy(() -> Manifests.parse(misspelt)).hasMessageContaining("timeout");
  }

  @Test
  void everyFileOfTheBaseIsPartOfIt() throws IOException {
    String kustomization = Project.read("k8s/base/kustomization.yaml");

    try (Stream<Path> files = Files.list(Project.path("k8s/base"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> !name.equals("kustomization.yaml"))
          .allSatisfy(name -> assertThat(kustomization).contains(name));
    }
  }

  @Test
  void theBaseStandsAlone() {
    Manifests base = Manifests.render(Project.path("k8s/base"));

    assertThat(base.pods()).containsOnlyKeys("chat", "history", "notification", "page");
  }

  @ParameterizedTest
  @MethodSource("components")
  void everyComponentMayBeAdded(String component) {
    Manifests with = Manifests.render(Manifests.overlayOf(folder, List.of(component)));

    assertThat(with.pods()).containsOnlyKeys("chat", "history", "notification", "page");
  }

  static Stream<String> components() throws IOException {
    try (Stream<Path> folders = Files.list(Project.path("k8s/components"))) {
      return folders.map(it -> it.getFileName().toString()).sorted().toList().stream();
    }
  }

  @Test
  void withoutItsOperatorPrometheusFindsTheServicesByAnnotations() {
    Manifests observed =
        Manifests.render(Manifests.overlayOf(folder, List.of("scrape-annotations")));

    assertThat(observed.all(V1Deployment.class))
        .filteredOn(it -> Project.SERVICES.contains(it.getMetadata().getName()))
        .hasSize(3)
        .allSatisfy(
            it ->
                assertThat(it.getSpec().getTemplate().getMetadata().getAnnotations())
                    .containsEntry("prometheus.io/scrape", "true")
                    .containsEntry("prometheus.io/path", "/q/metrics")
                    .containsEntry(
                        "prometheus.io/port",
                        Integer.toString(
                            Manifests.port(
                                observed.container(it.getMetadata().getName()), "management"))));
  }

  @Test
  void withItsOperatorPrometheusFindsThemByTheirLabelsAndPorts() {
    Manifests observed = Manifests.render(Manifests.overlayOf(folder, List.of("prometheus")));

    PodMonitor monitor = observed.allCustom(PodMonitor.class).getFirst();
    assertThat(Project.SERVICES)
        .allSatisfy(
            it ->
                assertThat(observed.pods().get(it).getMetadata().getLabels())
                    .containsAllEntriesOf(monitor.getSpec().getSelector().getMatchLabels())
                    .containsEntry(monitor.getSpec().getJobLabel(), it));
    assertThat(monitor.getSpec().getPodMetricsEndpoints())
        .extracting(PodMetricsEndpoint::getPort, PodMetricsEndpoint::getPath)
        .containsExactly(tuple("management", "/q/metrics"));
    assertThat(observed.named(V1NetworkPolicy.class, "prometheus-reaches-the-services"))
        .extracting(it -> it.getSpec().getIngress().getFirst().getPorts().getFirst().getPort())
        .hasToString("management");
  }
}
