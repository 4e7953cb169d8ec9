package io.chorus.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that a cluster would not understand is in the files, rendered or not. */
class KubernetesObjectsTest {

  @TempDir Path folder;

  static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(Project.path("k8s"))) {
      List<Path> objects =
          files
              .filter(file -> file.toString().endsWith(".yaml"))
              // Its kind is not of the API; rendering reads it.
              .filter(file -> !file.endsWith("kustomization.yaml"))
              .sorted()
              .toList();
      return objects.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyFileIsOfTheApi(Path file) throws IOException {
    assertThat(Manifests.parse(Files.readString(file)).objects()).isNotEmpty();
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

  @Test
  void prometheusIsAComponentThatAnyOverlayMayAdd() throws IOException {
    Path overlay = Manifests.copyTo(folder).resolve("overlays/observed");
    Files.createDirectories(overlay);
    Files.writeString(
        overlay.resolve("kustomization.yaml"),
        """
        apiVersion: kustomize.config.k8s.io/v1beta1
        kind: Kustomization
        resources: [../../base]
        components: [../../components/prometheus]
        """);

    Manifests observed = Manifests.render(overlay);

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
    assertThat(observed.named(V1NetworkPolicy.class, "prometheus-reaches-the-services"))
        .extracting(it -> it.getSpec().getIngress().getFirst().getPorts().getFirst().getPort())
        .hasToString("management");
  }
}
