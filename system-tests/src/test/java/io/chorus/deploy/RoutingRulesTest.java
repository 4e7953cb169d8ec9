package io.chorus.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1HTTPIngressPath;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1LabelSelector;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1PodTemplateSpec;
import io.kubernetes.client.openapi.models.V1Service;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who reaches whom. */
class RoutingRulesTest {

  @TempDir static Path folder;

  static Manifests suite;

  @BeforeAll
  static void render() {
    suite = Manifests.evaluation(folder);
  }

  @Test
  void everyServiceFindsItsPodsAndTheirPort() {
    assertThat(suite.all(V1Service.class))
        .hasSize(suite.pods().size())
        .allSatisfy(
            service -> {
              V1PodTemplateSpec pod = suite.pods().get(service.getMetadata().getName());
              assertThat(labels(pod)).containsAllEntriesOf(service.getSpec().getSelector());
              // The first of them alone: no Service leads to the port of the management.
              assertThat(service.getSpec().getPorts())
                  .singleElement()
                  .satisfies(
                      exposed -> {
                        var port = pod.getSpec().getContainers().getFirst().getPorts().getFirst();
                        assertThat(port.getName()).isNotEqualTo("management");
                        assertThat(exposed.getTargetPort().getStrValue()).isEqualTo(port.getName());
                        assertThat(exposed.getPort()).isEqualTo(port.getContainerPort());
                      });
            });
  }

  @Test
  void everyDeploymentAndEveryBudgetSelectsItsPodsAlone() {
    Stream<Map.Entry<String, V1LabelSelector>> selectors =
        Stream.concat(
            suite.all(V1Deployment.class).stream()
                .map(it -> Map.entry(it.getMetadata().getName(), it.getSpec().getSelector())),
            suite.all(V1PodDisruptionBudget.class).stream()
                .map(it -> Map.entry(it.getMetadata().getName(), it.getSpec().getSelector())));

    assertThat(selectors)
        .allSatisfy(
            it ->
                assertThat(suite.pods().entrySet())
                    .filteredOn(pod -> selects(it.getValue(), labels(pod.getValue())))
                    .extracting(Map.Entry::getKey)
                    .containsExactly(it.getKey()));
  }

  @Test
  void theIngressLeadsToServicesThatExist() {
    List<V1HTTPIngressPath> paths =
        suite.all(V1Ingress.class).stream()
            .flatMap(it -> it.getSpec().getRules().stream())
            .flatMap(it -> it.getHttp().getPaths().stream())
            .toList();

    assertThat(paths)
        .extracting(V1HTTPIngressPath::getPath, it -> it.getBackend().getService().getName())
        .containsExactlyInAnyOrder(
            route("/ws", "chat"),
            route("/socket.io/", "chat"),
            route("/api/chat", "chat"),
            route("/api/history", "history"),
            route("/api/notifications", "notification"),
            route("/notify", "notification"),
            route("/", "page"));
    assertThat(paths)
        .allSatisfy(it -> suite.named(V1Service.class, it.getBackend().getService().getName()));
  }

  @Test
  void onlyTheSocketIoRouteIsSticky() {
    assertThat(suite.all(V1Ingress.class))
        .filteredOn(
            it ->
                it.getMetadata()
                    .getAnnotations()
                    .containsKey("nginx.ingress.kubernetes.io/upstream-hash-by"))
        .extracting(it -> it.getMetadata().getName())
        .containsExactly("chorus-socketio");
  }

  @Test
  void everyPodIsUnderAPolicyOfWhoMayReachIt() {
    List<V1NetworkPolicy> policies =
        suite.all(V1NetworkPolicy.class).stream()
            .filter(it -> it.getSpec().getPolicyTypes().contains("Ingress"))
            .toList();

    assertThat(suite.pods().values())
        .allSatisfy(
            pod ->
                assertThat(policies)
                    .anyMatch(it -> selects(it.getSpec().getPodSelector(), labels(pod))));
  }

  @Test
  void whoMayReachOutIsToldWhomAndWhere() {
    assertThat(suite.all(V1NetworkPolicy.class))
        .filteredOn(it -> it.getSpec().getEgress() != null)
        .hasSizeGreaterThan(1)
        .flatExtracting(it -> it.getSpec().getEgress())
        .allSatisfy(
            rule -> {
              assertThat(rule.getPorts()).isNotEmpty();
              assertThat(rule.getTo())
                  .isNotEmpty()
                  .allMatch(to -> to.getPodSelector() != null || to.getIpBlock() != null);
            });
  }

  @Test
  void everyImageIsOfOneVersion() {
    assertThat(suite.pods().keySet())
        .allSatisfy(
            workload ->
                assertThat(suite.container(workload).getImage()).matches(".+:\\d+\\.\\d+[\\w.-]*"));
    assertThat(ComposeFile.read().services().values())
        .extracting(it -> (String) it.get("image"))
        .allSatisfy(
            it -> assertThat(it).matches("[^:]+:(\\$\\{CHORUS_VERSION:-)?\\d+\\.\\d+[\\w.-]*}?"));
    for (String file :
        List.of(
            "chat-service/src/main/docker/Dockerfile.jvm",
            "chat-service/src/main/docker/Dockerfile.native",
            "local-stack/src/main/docker/Dockerfile.issuer",
            "web-client/nginx/Dockerfile")) {
      assertThat(Project.read(file)).containsPattern("(?m)^FROM \\S+:\\d+\\.\\d+\\S*$");
    }
  }

  private static boolean selects(V1LabelSelector selector, Map<String, String> labels) {
    boolean labelled =
        selector.getMatchLabels() == null
            || labels.entrySet().containsAll(selector.getMatchLabels().entrySet());
    return labelled
        && (selector.getMatchExpressions() == null
            || selector.getMatchExpressions().stream()
                .allMatch(it -> it.getValues().contains(labels.get(it.getKey()))));
  }

  private static Tuple route(String path, String service) {
    return tuple(path, service);
  }

  private static Map<String, String> labels(V1PodTemplateSpec pod) {
    return pod.getMetadata().getLabels();
  }
}
